extension Metadata {
    /// Returns the key of a stored value, or what the keys of several begin with.
    ///
    /// - Parameters:
    ///   - pallet: The pallet's name.
    ///   - name: The entry's name.
    ///   - keys: The parts of a map's key, none for a plain value; fewer than there are give the beginning of all keys
    ///     that have these parts.
    /// - Returns: The key.
    /// - Throws: `SubstrateError` with `unknownName`, and with `typeMismatch` for too many parts or other types.
    package func storageKey(_ pallet: String, _ name: String, _ keys: [DynamicValue] = []) throws -> [UInt8] {
        let entry = try storageEntry(pallet, name)
        let prefix = try self.pallet(pallet).storage?.prefix ?? pallet
        let parts = try keyParts(of: entry)
        guard keys.count <= parts.count else {
            throw SubstrateError(
                .typeMismatch,
                "the key of \(pallet).\(name) has \(parts.count) parts, not \(keys.count)"
            )
        }
        let start = Hashing.twox(Array(prefix.utf8), bits: 128) + Hashing.twox(Array(name.utf8), bits: 128)
        return try zip(parts, keys).reduce(into: start) { bytes, element in
            let (part, key) = element
            bytes += part.hasher.hash(try registry.encode(key, as: part.type, at: "the key of \(pallet).\(name)"))
        }
    }

    /// Reads the parts of a map's key back.
    ///
    /// - Returns: The parts in order; nil for those of which only a hash is there.
    /// - Throws: `SubstrateError` with `unknownName`, and with `malformedScale`, `truncated` or `trailingBytes` when the
    ///   bytes are no key of this entry. The hashes before kept parts are checked.
    package func keys(_ pallet: String, _ name: String, of key: [UInt8]) throws -> [DynamicValue?] {
        let entry = try storageEntry(pallet, name)
        var reader = ScaleReader(key)
        guard try reader.take(32) == storageKey(pallet, name) else {
            throw SubstrateError(.malformedScale, "the key does not belong to \(pallet).\(name)")
        }
        let values: [DynamicValue?] = try keyParts(of: entry).map { part in
            let hash = try reader.take(part.hasher.hashBytes)
            guard part.hasher.keepsKey else { return nil }
            let start = reader.offset
            let value = try registry.decode(part.type, from: &reader)
            guard part.hasher.hash(reader.slice(from: start, to: reader.offset)).starts(with: hash) else {
                throw SubstrateError(.malformedScale, "a part of a key of \(pallet).\(name) has another hash")
            }
            return value
        }
        try reader.finish()
        return values
    }

    /// Returns the value of an entry from what is stored under its key.
    ///
    /// - Parameters:
    ///   - pallet: The pallet's name.
    ///   - name: The entry's name.
    ///   - stored: What is stored; nil when nothing is.
    /// - Returns: The value, or the entry's default; nil where an entry without a value has none.
    /// - Throws: `SubstrateError` with `unknownName`, or because the bytes are malformed.
    package func storedValue(_ pallet: String, _ name: String, _ stored: [UInt8]?) throws -> DynamicValue? {
        let entry = try storageEntry(pallet, name)
        if let stored { return try registry.decode(entry.value, stored) }
        guard entry.modifier == .withDefault else { return nil }
        return try registry.decode(entry.value, entry.fallback)
    }

    private func keyParts(of entry: StorageEntry) throws -> [(hasher: StorageHasher, type: TypeID)] {
        guard case .map(let hashers, let key, _) = entry.kind else { return [] }
        return Array(zip(hashers, try registry.keyTypes(key, hashers: hashers.count))).map { ($0, $1) }
    }
}
