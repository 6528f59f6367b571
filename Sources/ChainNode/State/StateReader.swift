import Substrate

/// Something from which stored values can be read.
package protocol StateReader {
    /// Returns what is stored under a key.
    func stored(_ key: [UInt8]) -> [UInt8]?
}

extension StateReader {
    /// Returns a value that is stored, or nil.
    func find<Value, each Key>(
        _ item: StorageItem<Value, repeat each Key>,
        _ keys: repeat each Key
    ) -> Value? {
        guard let bytes = stored(item.key(repeat each keys)) else { return nil }
        guard let value = try? Value(scale: bytes) else {
            preconditionFailure("\(item.pallet).\(item.name) holds something that it cannot hold")
        }
        return value
    }

    /// Returns a value, or what holds when nothing is stored.
    func value<Value, each Key>(
        _ item: StorageItem<Value, repeat each Key>,
        _ keys: repeat each Key
    ) -> Value {
        guard let value = find(item, repeat each keys) ?? item.fallback else {
            preconditionFailure("\(item.pallet).\(item.name) has no default; it has to be asked for with find")
        }
        return value
    }
}
