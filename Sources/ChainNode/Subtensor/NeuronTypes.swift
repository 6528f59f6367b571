import Substrate

/// Where a hotkey serves.
struct AxonInfo: ScaleDescribed, Hashable {
    /// The block in which it said so.
    var block: UInt64 = 0
    /// The version of its software.
    var version: UInt32 = 0
    /// The address as a number.
    var ip: UInt128 = 0
    var port: UInt16 = 0
    /// 4 or 6.
    var ipType: UInt8 = 0
    var protocolNumber: UInt8 = 0
    var placeholders: [UInt8] = [0, 0]

    init() {}

    init(from reader: inout ScaleReader) throws {
        block = try reader.integer()
        version = try reader.integer()
        ip = try reader.integer()
        port = try reader.integer()
        ipType = try reader.byte()
        protocolNumber = try reader.byte()
        placeholders = try reader.take(2)
    }

    func write(to writer: inout ScaleWriter) {
        writer.integer(block)
        writer.integer(version)
        writer.integer(ip)
        writer.integer(port)
        writer.append([ipType, protocolNumber] + placeholders)
    }

    static var shape: Shape {
        .composite(
            "pallet_subtensor::pallet::AxonInfo",
            [
                "block": .u64, "version": .u32, "ip": .u128, "port": .u16, "ip_type": .u8, "protocol": .u8,
                "placeholder1": .u8, "placeholder2": .u8,
            ]
        )
    }

    /// The axon as a value in an answer.
    var value: DynamicValue {
        .list(
            [
                UInt128(block), UInt128(version), ip, UInt128(port), UInt128(ipType), UInt128(protocolNumber),
                UInt128(placeholders[0]), UInt128(placeholders[1]),
            ].map(DynamicValue.unsigned)
        )
    }
}

/// Where a hotkey shows figures: here nowhere, but clients ask for the type.
struct PrometheusInfo: ScaleDescribed, Hashable {
    private var bytes: [UInt8]

    init(from reader: inout ScaleReader) throws { bytes = try reader.take(31) }

    func write(to writer: inout ScaleWriter) { writer.append(bytes) }

    static var shape: Shape {
        .composite(
            "pallet_subtensor::pallet::PrometheusInfo",
            ["block": .u64, "version": .u32, "ip": .u128, "port": .u16, "ip_type": .u8]
        )
    }
}

/// A hotkey's certificate: nobody has one here, but clients ask for the type.
struct NeuronCertificate: ScaleDescribed, Hashable {
    private var publicKey: [UInt8]
    private var algorithm: UInt8

    init(from reader: inout ScaleReader) throws {
        publicKey = try reader.byteString()
        algorithm = try reader.byte()
    }

    func write(to writer: inout ScaleWriter) {
        writer.byteString(publicKey)
        writer.byte(algorithm)
    }

    static var shape: Shape {
        .composite("pallet_subtensor::pallet::NeuronCertificate", ["public_key": .bounded(.u8), "algorithm": .u8])
    }
}

/// What a coldkey says about itself: here nothing, but clients ask for the type.
struct ChainIdentity: ScaleDescribed, Hashable {
    private static let names = ["name", "url", "github_repo", "image", "discord", "description", "additional"]
    private var texts: [[UInt8]]

    init(from reader: inout ScaleReader) throws {
        texts = []
        for _ in Self.names { texts.append(try reader.byteString()) }
    }

    func write(to writer: inout ScaleWriter) {
        for text in texts { writer.byteString(text) }
    }

    static var shape: Shape {
        .named(
            NamedShape(
                path: ["pallet_subtensor", "pallet", "ChainIdentityV2"],
                content: .fields(names.map { .init(name: $0, shape: .bytes) })
            )
        )
    }
}
