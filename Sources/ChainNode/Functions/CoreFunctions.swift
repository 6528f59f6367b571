import Substrate

/// Functions that every client of such a chain asks for first.
enum CoreFunctions {
    static let all = [
        RuntimeFunctionEntry("Core", "version", [], RuntimeVersion.shape, "The version of the runtime.") {
            (_: RuntimeQuery) in RuntimeVersion.value
        },
        RuntimeFunctionEntry("Metadata", "metadata", [], opaque, "The metadata of version 14.") {
            (query: RuntimeQuery) in .bytes(query.runtime.version14)
        },
        RuntimeFunctionEntry(
            "Metadata",
            "metadata_at_version",
            ["version"],
            .option(opaque),
            "The metadata of a version, 14 or 15."
        ) { (query: RuntimeQuery, version: UInt32) in
            switch version {
            case 14: Answer.some(.bytes(query.runtime.version14))
            case 15: Answer.some(.bytes(query.runtime.version15))
            default: Answer.option(nil)
            }
        },
        RuntimeFunctionEntry("Metadata", "metadata_versions", [], .sequence(.u32), "The versions of metadata.") {
            (_: RuntimeQuery) in Answer.numbers([UInt32(14), 15])
        },
        RuntimeFunctionEntry(
            "AccountNonceApi",
            "account_nonce",
            ["account"],
            .u32,
            "How many extrinsics of an account were included."
        ) { (query: RuntimeQuery, account: AccountID) in Answer.number(query.state.nonce(of: account)) },
    ]

    private static let opaque = Shape.wrapper("sp_core::OpaqueMetadata", .bytes)
}

/// What extrinsics cost.
enum PaymentFunctions {
    static let all = [
        RuntimeFunctionEntry(
            "TransactionPaymentApi",
            "query_info",
            ["uxt", "len"],
            info,
            "What an extrinsic would cost."
        ) { (query: RuntimeQuery, extrinsic: OpaqueExtrinsic, _: UInt32) in
            let whole = ScaleWriter.bytes { $0.byteString(extrinsic.body) }
            let read = try Extrinsic(whole, metadata: query.runtime.metadata)
            return try answer(query, read.call, bytes: whole.count)
        },
        RuntimeFunctionEntry(
            "TransactionPaymentCallApi",
            "query_call_info",
            ["call", "len"],
            info,
            "What a call would cost."
        ) { (query: RuntimeQuery, call: OpaqueCall, length: UInt32) in
            try answer(query, call.call, bytes: Int(length))
        },
    ]

    private static let info = Shape.composite(
        "pallet_transaction_payment::types::RuntimeDispatchInfo",
        ["weight": DispatchInfo.weightShape, "class": DispatchInfo.classShape, "partial_fee": .u64]
    )

    private static func answer(_ query: RuntimeQuery, _ call: Call, bytes: Int) throws -> DynamicValue {
        let entry = try query.runtime.call(call).entry
        let fee = entry.paysFee ? TransactionPaymentPallet.fee(bytes: bytes) : 0
        let weight = DynamicValue.list([Answer.number(DispatchInfo.weight), Answer.number(UInt64(0))])
        return .record([
            .init("weight", weight), .init("class", .variant("Normal")), .init("partial_fee", Answer.number(fee)),
        ])
    }
}

/// An extrinsic as an argument: its bytes, with their number before them.
struct OpaqueExtrinsic: ScaleDescribed {
    var body: [UInt8]

    init(from reader: inout ScaleReader) throws { body = try reader.byteString() }

    func write(to writer: inout ScaleWriter) { writer.byteString(body) }

    static var shape: Shape { ExtrinsicShapes(ExtrinsicShapes.extensions).extrinsic }
}

/// A call as an argument.
///
/// The length after it is found from the end, since only the metadata tells where a call ends.
struct OpaqueCall: ScaleDescribed {
    var call: Call

    init(from reader: inout ScaleReader) throws {
        guard reader.remaining >= 6 else { throw reader.tooShort }
        call = Call(encoded: try reader.take(reader.remaining - 4))
    }

    func write(to writer: inout ScaleWriter) { writer.append(call.bytes) }

    static var shape: Shape { .outer(.call) }
}

extension ScaleReader {
    fileprivate var tooShort: SubstrateError {
        SubstrateError(.truncated, "\(remaining) bytes are too few for a call and a length")
    }
}
