import Substrate

/// What is said about an extrinsic besides whether it succeeded.
struct DispatchInfo: ScaleDescribed, Hashable {
    /// Whether the signer paid a fee.
    var paysFee: Bool
    /// Whether it is one that the block's author has to add.
    var isMandatory = false

    /// Nothing is weighed here; clients get a weight that fits into any block.
    static let weight: UInt64 = 1_000_000

    init(paysFee: Bool, isMandatory: Bool = false) {
        self.paysFee = paysFee
        self.isMandatory = isMandatory
    }

    init(from reader: inout ScaleReader) throws {
        _ = try reader.compact(UInt64.self)
        _ = try reader.compact(UInt64.self)
        isMandatory = try reader.byte() == 2
        paysFee = try reader.byte() == 0
    }

    func write(to writer: inout ScaleWriter) {
        writer.compact(Self.weight)
        writer.compact(0)
        writer.byte(isMandatory ? 2 : 0)
        writer.byte(paysFee ? 0 : 1)
    }

    static var shape: Shape {
        .composite(
            "frame_system::DispatchEventInfo",
            [
                "weight": weightShape, "class": classShape,
                "pays_fee": .choice("frame_support::dispatch::Pays", ["Yes", "No"]),
            ]
        )
    }

    static var weightShape: Shape {
        .composite("sp_weights::weight_v2::Weight", ["ref_time": .compact(.u64), "proof_size": .compact(.u64)])
    }

    static var classShape: Shape {
        .choice("frame_support::dispatch::DispatchClass", ["Normal", "Operational", "Mandatory"])
    }
}
