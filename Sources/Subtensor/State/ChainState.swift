import Chain
import Substrate

/// What is stored after one block, read by the names in the chain's own metadata.
struct ChainState: Sendable {
    let client: RPCClient
    let options: SubtensorOptions
    let block: BlockReference
    let metadata: Metadata

    /// Names one value.
    struct Item: Sendable {
        let pallet: String
        let name: String
        let keys: [DynamicValue]

        init(_ pallet: String, _ name: String, _ keys: [DynamicValue] = []) {
            self.pallet = pallet
            self.name = name
            self.keys = keys
        }
    }

    /// An entry of a map: the parts of its key, as far as they are stored, and its value.
    struct Entry: Sendable {
        let keys: [DynamicValue?]
        let value: DynamicValue
    }
}

extension ChainState {
    /// Returns a value, or the default of its item; nil where an item without a value has none.
    ///
    /// - Throws: `ChainError` with `unsupported` when the chain has no such item, `malformedAnswer`, `stateGone`.
    func value(_ pallet: String, _ name: String, _ keys: [DynamicValue] = []) async throws -> DynamicValue? {
        try await values([Item(pallet, name, keys)])[0]
    }

    /// Returns several values in the order of their items, asked for in few calls.
    func values(_ items: [Item]) async throws -> [DynamicValue?] {
        let keys = try items.map { item in
            try readable { try metadata.storageKey(item.pallet, item.name, item.keys) }
        }
        let stored = try await stored(keys)
        return try zip(items, stored).map { item, stored in
            try readable { try metadata.storedValue(item.pallet, item.name, stored) }
        }
    }

    /// Returns all entries of a map whose keys begin with some parts.
    func entries(_ pallet: String, _ name: String, _ prefix: [DynamicValue]) async throws -> [Entry] {
        let start = try readable { try metadata.storageKey(pallet, name, prefix) }
        let keys = try await keys(start)
        let stored = try await stored(keys)
        return try zip(keys, stored).compactMap { key, stored in
            guard let stored else { return nil }
            return try readable {
                let value = try metadata.storedValue(pallet, name, stored)
                return value.map { Entry(keys: (try? metadata.keys(pallet, name, of: key)) ?? [], value: $0) }
            }
        }
    }

    private func keys(_ prefix: [UInt8]) async throws -> [[UInt8]] {
        var keys: [[UInt8]] = []
        while true {
            let answer = try await client.call(
                "state_getKeysPaged",
                [
                    .bytes(prefix), .integer(Int64(options.pageKeys)), keys.last.map(RPCValue.bytes) ?? .null,
                    .string(block.hash.description),
                ]
            )
            guard case .array(let page) = answer, page.count <= options.pageKeys else {
                throw ChainError(.malformedAnswer, "the node's answer to state_getKeysPaged is no list of keys")
            }
            for element in page {
                guard let key = try element.bytesOrNil("state_getKeysPaged"), key.starts(with: prefix),
                    keys.last.map({ $0.lexicographicallyPrecedes(key) }) ?? true
                else { throw ChainError(.malformedAnswer, "the node gives keys that were not asked for") }
                keys.append(key)
            }
            guard keys.count <= options.mapKeys else {
                throw ChainError(.overloaded, "a map of the chain has more than \(options.mapKeys) keys")
            }
            if page.count < options.pageKeys { return keys }
        }
    }

    private func stored(_ keys: [[UInt8]]) async throws -> [[UInt8]?] {
        var values: [[UInt8]?] = []
        for start in stride(from: 0, to: keys.count, by: options.pageKeys) {
            let page = keys[start..<min(start + options.pageKeys, keys.count)]
            values += try await stored(page: Array(page))
        }
        return values
    }

    private func stored(page: [[UInt8]]) async throws -> [[UInt8]?] {
        let hash = RPCValue.string(block.hash.description)
        if page.count == 1 {
            let answer = try await client.call("state_getStorage", [.bytes(page[0]), hash])
            return [try answer.bytesOrNil("state_getStorage")]
        }
        let answer = try await client.call("state_queryStorageAt", [.array(page.map(RPCValue.bytes)), hash])
        guard case .array(let sets) = answer, sets.count == 1, case .array(let changes)? = sets[0]["changes"] else {
            throw ChainError(.malformedAnswer, "the node's answer to state_queryStorageAt holds no values")
        }
        var found: [String: [UInt8]?] = [:]
        for change in changes {
            guard case .array(let pair) = change, pair.count == 2, let key = pair[0].text else {
                throw ChainError(
                    .malformedAnswer,
                    "the node's answer to state_queryStorageAt has a value without a key"
                )
            }
            found[key.lowercased()] = .some(try pair[1].bytesOrNil("state_queryStorageAt"))
        }
        return try page.map { key in
            guard let value = found[Hexadecimal.text(key)] else {
                throw ChainError(.malformedAnswer, "the node left out a value that was asked for")
            }
            return value
        }
    }

    /// Turns a failure to read into one of the chain.
    func readable<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as SubstrateError where [.unknownName, .typeMismatch].contains(error.code) {
            throw ChainError(.unsupported, "the chain has it otherwise: \(error.message)", cause: error)
        } catch let error as SubstrateError {
            throw ChainError(.malformedAnswer, "what the node stores cannot be read: \(error.message)", cause: error)
        }
    }
}
