/// Everything the chain stores, as it was after every block.
///
/// A value keeps the blocks in which it changed. Keys are grouped by their first 32 bytes, which name the storage item, so
/// that a list of keys looks at one item only.
struct StateHistory: Sendable {
    /// A value from a block on; nil when there was none any more.
    private struct Version {
        let block: UInt32
        let value: [UInt8]?
    }

    private var items: [ArraySlice<UInt8>: [[UInt8]: [Version]]] = [:]
    /// How many versions there are, for the figures that a node shows.
    private(set) var versions = 0

    /// Returns what was stored after a block.
    func value(_ key: [UInt8], at block: UInt32) -> [UInt8]? {
        guard let history = items[key.prefix(32)]?[key] else { return nil }
        return Self.version(history, at: block)?.value
    }

    /// Stores what a block changed; blocks come in order.
    mutating func apply(_ changes: [[UInt8]: [UInt8]?], in block: UInt32) {
        for (key, value) in changes {
            let history = items[key.prefix(32)]?[key]
            guard history?.last?.value != value else { continue }
            items[key.prefix(32), default: [:]][key, default: []].append(Version(block: block, value: value))
            versions += 1
        }
    }

    /// Returns keys in order.
    ///
    /// - Parameters:
    ///   - prefix: What they begin with.
    ///   - start: They come after this one.
    ///   - count: The most that are returned.
    ///   - block: After which block they had a value.
    /// - Returns: The keys.
    func keys(_ prefix: [UInt8], after start: [UInt8], count: Int, at block: UInt32) -> [[UInt8]] {
        var found: [[UInt8]] = []
        for (item, values) in items where Self.fits(item, prefix) {
            for (key, history) in values where key.starts(with: prefix) && start.lexicographicallyPrecedes(key) {
                if Self.version(history, at: block)?.value != nil { found.append(key) }
            }
        }
        found.sort { $0.lexicographicallyPrecedes($1) }
        return Array(found.prefix(count))
    }

    /// Whether an item can have keys that begin with a prefix.
    private static func fits(_ item: ArraySlice<UInt8>, _ prefix: [UInt8]) -> Bool {
        prefix.count < item.count ? item.starts(with: prefix) : prefix.starts(with: item)
    }

    /// The newest version that is not younger than a block.
    private static func version(_ history: [Version], at block: UInt32) -> Version? {
        if let last = history.last, last.block <= block { return last }
        var low = 0
        var high = history.count
        while low < high {
            let middle = (low + high) / 2
            if history[middle].block <= block { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? history[low - 1] : nil
    }
}
