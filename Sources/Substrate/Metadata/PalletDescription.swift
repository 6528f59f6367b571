/// A pallet: a part of the runtime with calls, storage, events and errors of its own.
package struct PalletDescription: Sendable, Hashable {
    /// The name.
    package var name: String
    /// The byte that stands for the pallet in calls, events and errors.
    package var index: UInt8
    /// What it stores; nil when it stores nothing.
    package var storage: StorageDescription?
    /// The variant type of its calls.
    package var calls: TypeID?
    /// The variant type of its events.
    package var events: TypeID?
    /// The constants.
    package var constants: [ConstantDescription]
    /// The variant type of its errors.
    package var errors: TypeID?
    /// Lines for people; always empty in version 14.
    package var documentation: [String]

    /// Describes a pallet.
    package init(
        _ name: String,
        index: UInt8,
        storage: StorageDescription? = nil,
        calls: TypeID? = nil,
        events: TypeID? = nil,
        constants: [ConstantDescription] = [],
        errors: TypeID? = nil,
        documentation: [String] = []
    ) {
        self.name = name
        self.index = index
        self.storage = storage
        self.calls = calls
        self.events = events
        self.constants = constants
        self.errors = errors
        self.documentation = documentation
    }
}

/// A constant of a pallet.
package struct ConstantDescription: Sendable, Hashable {
    /// The name.
    package var name: String
    /// The type.
    package var type: TypeID
    /// The encoding.
    package var value: [UInt8]
    /// Lines for people.
    package var documentation: [String]

    /// Describes a constant.
    package init(_ name: String, type: TypeID, value: [UInt8], documentation: [String] = []) {
        self.name = name
        self.type = type
        self.value = value
        self.documentation = documentation
    }
}

/// What a pallet stores.
package struct StorageDescription: Sendable, Hashable {
    /// What every key begins with, hashed; mostly the pallet's name.
    package var prefix: String
    /// The entries.
    package var entries: [StorageEntry]

    /// Describes a pallet's storage.
    package init(prefix: String, entries: [StorageEntry]) {
        self.prefix = prefix
        self.entries = entries
    }
}

/// A value or a map in a chain's state.
package struct StorageEntry: Sendable, Hashable {
    /// What holds when nothing is stored.
    package enum Modifier: UInt8, Sendable, Hashable {
        /// There is no value.
        case optional
        /// The value is the entry's default.
        case withDefault
        /// There has to be a value.
        case required
    }

    /// What there is to a key.
    package enum Kind: Sendable, Hashable {
        /// One value.
        case plain(TypeID)
        /// A value for every key; with several hashers the key is a tuple of as many parts.
        case map(hashers: [StorageHasher], key: TypeID, value: TypeID)
    }

    /// The name.
    package var name: String
    /// What holds when nothing is stored.
    package var modifier: Modifier
    /// One value or a map.
    package var kind: Kind
    /// The encoding of the default, also where none is used.
    package var fallback: [UInt8]
    /// Lines for people.
    package var documentation: [String]

    /// Describes an entry.
    package init(
        _ name: String,
        _ kind: Kind,
        modifier: Modifier = .withDefault,
        fallback: [UInt8],
        documentation: [String] = []
    ) {
        self.name = name
        self.kind = kind
        self.modifier = modifier
        self.fallback = fallback
        self.documentation = documentation
    }

    /// The type of the value.
    package var value: TypeID {
        switch kind {
        case .plain(let type), .map(_, _, let type): type
        }
    }
}
