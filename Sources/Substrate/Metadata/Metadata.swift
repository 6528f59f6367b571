/// What a chain says about itself: its types, pallets, extrinsics and runtime functions.
///
/// Versions 14 and 15 are read and written; what is read is written again byte for byte. Every type number in metadata that
/// was read is known to exist, and no two pallets share a name or an index.
package struct Metadata: Sendable, Hashable {
    /// The versions that are read and written.
    package enum Version: UInt8, Sendable, Hashable, CaseIterable {
        case v14 = 14
        case v15 = 15
    }

    /// The version.
    package var version: Version
    /// All types.
    package var registry: TypeRegistry
    /// The pallets.
    package var pallets: [PalletDescription]
    /// How extrinsics are built.
    package var extrinsic: ExtrinsicDescription
    /// The type of the runtime itself.
    package var runtime: TypeID
    /// The functions that can be called from outside; none in version 14.
    package var interfaces: [RuntimeInterface]
    /// The types of all calls, events and errors together; nil in version 14.
    package var outerTypes: OuterTypes?
    /// Values that a chain adds by names of its own; none in version 14.
    package var customValues: [CustomValue]

    /// Puts metadata together; nothing is checked before it is read again.
    package init(
        version: Version,
        registry: TypeRegistry,
        pallets: [PalletDescription],
        extrinsic: ExtrinsicDescription,
        runtime: TypeID,
        interfaces: [RuntimeInterface] = [],
        outerTypes: OuterTypes? = nil,
        customValues: [CustomValue] = []
    ) {
        self.version = version
        self.registry = registry
        self.pallets = pallets
        self.extrinsic = extrinsic
        self.runtime = runtime
        self.interfaces = interfaces
        self.outerTypes = outerTypes
        self.customValues = customValues
    }
}

/// How extrinsics are built.
package struct ExtrinsicDescription: Sendable, Hashable {
    /// The version of the format; 4 is the one that is built and read here.
    package var version: UInt8
    /// The types of the parts.
    package var types: ExtrinsicTypes
    /// What is added to every signed call, in order.
    package var extensions: [SignedExtension]

    /// Describes extrinsics.
    package init(version: UInt8, types: ExtrinsicTypes, extensions: [SignedExtension]) {
        self.version = version
        self.types = types
        self.extensions = extensions
    }
}

/// How metadata names the parts of an extrinsic.
package enum ExtrinsicTypes: Sendable, Hashable {
    /// Version 14 has one generic type, and its parameters name the parts.
    case generic(TypeID)
    /// Version 15 names them one by one.
    case parts(address: TypeID, call: TypeID, signature: TypeID, extra: TypeID)
}

/// Something that is added to every signed call.
package struct SignedExtension: Sendable, Hashable {
    /// The name, such as "CheckNonce".
    package var identifier: String
    /// What is sent with the extrinsic.
    package var extra: TypeID
    /// What is signed and not sent, because both sides know it.
    package var implicit: TypeID

    /// Describes an extension.
    package init(_ identifier: String, extra: TypeID, implicit: TypeID) {
        self.identifier = identifier
        self.extra = extra
        self.implicit = implicit
    }
}

/// The types of all calls, events and errors together.
package struct OuterTypes: Sendable, Hashable {
    /// A call of any pallet.
    package var call: TypeID
    /// An event of any pallet.
    package var event: TypeID
    /// An error of any pallet.
    package var error: TypeID

    /// Names the three.
    package init(call: TypeID, event: TypeID, error: TypeID) {
        self.call = call
        self.event = event
        self.error = error
    }
}

/// A value that a chain adds to its metadata.
package struct CustomValue: Sendable, Hashable {
    /// Its name.
    package var name: String
    /// Its type.
    package var type: TypeID
    /// Its encoding.
    package var value: [UInt8]

    /// Describes a value.
    package init(_ name: String, type: TypeID, value: [UInt8]) {
        self.name = name
        self.type = type
        self.value = value
    }
}
