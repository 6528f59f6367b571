import Substrate

/// A value or a map in the chain's state, with the types that code reads and writes it as.
///
/// The same declaration gives the storage key, the entry in the metadata and the documentation.
package struct StorageItem<Value: ScaleDescribed, each Key: ScaleDescribed>: Sendable {
    let pallet: String
    let name: String
    let hashers: [StorageHasher]
    /// What holds when nothing is stored; nil when nothing holds then.
    let fallback: Value?
    let documentation: String
    /// What every key of it begins with.
    let prefix: [UInt8]

    init(
        _ pallet: String,
        _ name: String,
        _ hashers: StorageHasher...,
        fallback: Value? = nil,
        about documentation: String
    ) {
        self.pallet = pallet
        self.name = name
        self.hashers = hashers
        self.fallback = fallback
        self.documentation = documentation
        prefix = Hashing.twox(Array(pallet.utf8), bits: 128) + Hashing.twox(Array(name.utf8), bits: 128)
    }

    /// Returns the key under which a value is stored.
    func key(_ keys: repeat each Key) -> [UInt8] {
        var bytes = prefix
        var place = 0
        for key in repeat each keys {
            bytes += hashers[place].hash(key.scale)
            place += 1
        }
        return bytes
    }

    /// The entry of the table.
    var entry: StorageTableEntry {
        var keys: [Shape] = []
        for key in repeat (each Key).self { keys.append(key.shape) }
        return StorageTableEntry(
            name: name,
            hashers: hashers,
            keys: keys,
            value: Value.shape,
            fallback: fallback?.scale,
            documentation: documentation
        )
    }
}

/// What the table knows of a storage item.
package struct StorageTableEntry: Sendable {
    let name: String
    let hashers: [StorageHasher]
    let keys: [Shape]
    let value: Shape
    /// The encoding of what holds when nothing is stored; nil when nothing holds then.
    let fallback: [UInt8]?
    let documentation: String
}
