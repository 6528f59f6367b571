import Substrate

/// What a call works on: the state, the events of the block, and who signed.
///
/// It lives while one block is made and is used by one task only.
package final class Dispatch: StateReader {
    /// The runtime whose table it is.
    let runtime: Runtime
    /// The number of the block that is being made.
    let block: UInt32
    /// The block's time, in milliseconds since 1970.
    let time: UInt64
    /// Who signed; nil for what the chain does itself.
    private(set) var origin: AccountID?
    private var batch: StateBatch
    private var events = EventList()
    private var phase = EventPhase.initialization

    init(_ runtime: Runtime, _ batch: StateBatch, block: UInt32, time: UInt64) {
        self.runtime = runtime
        self.batch = batch
        self.block = block
        self.time = time
    }

    /// Returns what is stored under a key, changes of this block included.
    package func stored(_ key: [UInt8]) -> [UInt8]? { batch.stored(key) }
}

extension Dispatch {
    /// Stores a value.
    func set<Value, each Key>(
        _ item: StorageItem<Value, repeat each Key>,
        _ keys: repeat each Key,
        to value: Value
    ) {
        batch.store(value.scale, under: item.key(repeat each keys))
    }

    /// Removes a value.
    func remove<Value, each Key>(
        _ item: StorageItem<Value, repeat each Key>,
        _ keys: repeat each Key
    ) {
        batch.store(nil, under: item.key(repeat each keys))
    }

    /// Changes a value in place.
    func update<Value, each Key>(
        _ item: StorageItem<Value, repeat each Key>,
        _ keys: repeat each Key,
        by change: (inout Value) throws -> Void
    ) rethrows {
        var value = value(item, repeat each keys)
        try change(&value)
        set(item, repeat each keys, to: value)
    }

    /// Adds an event to the block.
    func deposit<each Field>(_ event: Event<repeat each Field>, _ fields: repeat each Field) {
        events.append(event.encoded(repeat each fields), phase)
    }

    /// The account that signed.
    ///
    /// - Throws: `DispatchError.badOrigin` when nobody did.
    var signer: AccountID {
        get throws {
            guard let origin else { throw DispatchError.badOrigin }
            return origin
        }
    }
}

extension Dispatch {
    /// Says what the events to come belong to, and who signs.
    func enter(_ phase: EventPhase, signer: AccountID? = nil) {
        self.phase = phase
        origin = signer
    }

    /// Carries something out wholly or not at all.
    ///
    /// - Returns: The error when it was undone.
    func attempt(_ action: (Dispatch) throws -> Void) -> DispatchError? {
        batch.keep()
        let end = events.end
        do {
            try action(self)
            batch.keep()
            return nil
        } catch {
            batch.undo()
            events.cut(to: end)
            return DispatchError(thrown: error)
        }
    }

    /// The changes, with the events among them.
    func finish() -> [[UInt8]: [UInt8]?] {
        set(SystemStorage.events, to: events)
        set(SystemStorage.eventCount, to: events.count)
        return batch.changes
    }
}
