import Substrate

/// The types of an extrinsic's parts.
struct ExtrinsicShapes {
    private let extensions: [RuntimeTable.Extension]

    init(_ extensions: [RuntimeTable.Extension]) { self.extensions = extensions }

    /// What the extensions send, one after the other.
    var extra: Shape { .tuple(extensions.map(\.extra)) }

    /// A whole extrinsic; clients look for its parts among the parameters.
    var extrinsic: Shape {
        let parameters: KeyValuePairs<String, Shape?> = [
            "Address": Self.address, "Call": .outer(.call), "Signature": Self.signature, "Extra": extra,
        ]
        return .wrapper("sp_runtime::generic::unchecked_extrinsic::UncheckedExtrinsic", .bytes, of: parameters)
    }

    /// An account as extrinsics name it.
    static let address = Shape.named(
        NamedShape(
            path: ["sp_runtime", "multiaddress", "MultiAddress"],
            parameters: [
                .init(name: "AccountId", shape: AccountID.shape), .init(name: "AccountIndex", shape: .nothing),
            ],
            content: .cases([
                .init("Id", 0, [.init(shape: AccountID.shape)]),
                .init("Index", 1, [.init(shape: .compact(.nothing))]),
                .init("Raw", 2, [.init(shape: .bytes)]),
                .init("Address32", 3, [.init(shape: .array(32, .u8))]),
                .init("Address20", 4, [.init(shape: .array(20, .u8))]),
            ])
        )
    )

    /// A signature of one of three kinds; this chain takes sr25519 only.
    static let signature = Shape.variant(
        "sp_runtime::MultiSignature",
        [
            .init("Ed25519", 0, [.init(shape: .array(64, .u8))]),
            .init("Sr25519", 1, [.init(shape: .array(64, .u8))]),
            .init("Ecdsa", 2, [.init(shape: .array(65, .u8))]),
        ]
    )

    /// How long an extrinsic may be included: two bytes, of which the first is given out as a case.
    static let era = Shape.variant(
        "sp_runtime::generic::era::Era",
        [.init("Immortal", 0)] + (1...255).map { .init("Mortal\($0)", UInt8($0), [.init(shape: .u8)]) }
    )

    /// The extensions, in the network's order.
    static let extensions: [RuntimeTable.Extension] = [
        empty("CheckNonZeroSender", "frame_system::extensions::check_non_zero_sender"),
        empty("CheckSpecVersion", "frame_system::extensions::check_spec_version", implicit: .u32),
        empty("CheckTxVersion", "frame_system::extensions::check_tx_version", implicit: .u32),
        empty("CheckGenesis", "frame_system::extensions::check_genesis", implicit: Hash256.shape),
        .init(
            identifier: "CheckMortality",
            extra: .wrapper("frame_system::extensions::check_mortality::CheckMortality", era),
            implicit: Hash256.shape
        ),
        .init(
            identifier: "CheckNonce",
            extra: .wrapper("frame_system::extensions::check_nonce::CheckNonce", .compact(.u32)),
            implicit: .nothing
        ),
        empty("CheckWeight", "frame_system::extensions::check_weight"),
        .init(
            identifier: "ChargeTransactionPayment",
            extra: .wrapper("pallet_transaction_payment::ChargeTransactionPayment", .compact(.u64)),
            implicit: .nothing
        ),
        .init(
            identifier: "CheckMetadataHash",
            extra: .composite(
                "frame_metadata_hash_extension::CheckMetadataHash",
                ["mode": .choice("frame_metadata_hash_extension::Mode", ["Disabled", "Enabled"])]
            ),
            implicit: .option(.array(32, .u8))
        ),
    ]

    private static func empty(
        _ identifier: String,
        _ path: String,
        implicit: Shape = .nothing
    ) -> RuntimeTable.Extension {
        let extra = Shape.composite("\(path)::\(identifier)", [:])
        return .init(identifier: identifier, extra: extra, implicit: implicit)
    }
}
