/// Changes to the chain's state that are not part of a block yet.
///
/// A call that fails is undone: what each key held before is written down as long as somebody may ask for it.
struct StateBatch: StateReader {
    private let history: StateHistory
    private let block: UInt32
    private(set) var changes: [[UInt8]: [UInt8]?] = [:]
    private var journal: [(key: [UInt8], before: [UInt8]??)] = []

    /// Begins with what was stored after a block.
    init(_ history: StateHistory, after block: UInt32) {
        self.history = history
        self.block = block
    }

    func stored(_ key: [UInt8]) -> [UInt8]? {
        if let changed = changes[key] { return changed }
        return history.value(key, at: block)
    }

    /// Stores a value, or removes it.
    mutating func store(_ value: [UInt8]?, under key: [UInt8]) {
        journal.append((key, changes.updateValue(value, forKey: key)))
    }

    /// Forgets what a change could be undone to.
    mutating func keep() { journal.removeAll(keepingCapacity: true) }

    /// Undoes everything since ``keep()``.
    mutating func undo() {
        for (key, before) in journal.reversed() {
            if let before { changes[key] = .some(before) } else { changes.removeValue(forKey: key) }
        }
        keep()
    }
}
