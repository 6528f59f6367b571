import Substrate

/// The parameters of a request, by place.
struct RPCParameters {
    private let values: [RPCValue]

    /// Takes an array.
    ///
    /// - Throws: `RPCFailure.invalidParameters` for an object: no method here has names for its parameters.
    init(_ value: RPCValue) throws {
        guard case .array(let values) = value else { throw RPCFailure.invalid("parameters are given by place") }
        self.values = values
    }

    init(_ values: [RPCValue]) { self.values = values }

    /// The value in a place; nil when there is none, or null.
    subscript(place: Int) -> RPCValue? {
        guard values.indices.contains(place), values[place] != .null else { return nil }
        return values[place]
    }

    /// Bytes, given as "0x" and digits.
    func bytes(_ place: Int) throws -> [UInt8] {
        guard let bytes = try self[place].map({ try Self.bytes($0) }) else {
            throw RPCFailure.invalid("parameter \(place + 1) is missing")
        }
        return bytes
    }

    /// A block's hash, or nil when none is given.
    func hash(_ place: Int) throws -> Hash256? {
        try self[place].map { value in
            guard let hash = Hash256(try Self.bytes(value)) else {
                throw RPCFailure.invalid("parameter \(place + 1) is not the hash of a block")
            }
            return hash
        }
    }

    /// Several byte strings.
    func byteStrings(_ place: Int, atMost most: Int) throws -> [[UInt8]] {
        guard case .array(let values)? = self[place], values.count <= most else {
            throw RPCFailure.invalid("parameter \(place + 1) is not a list of at most \(most)")
        }
        return try values.map { try Self.bytes($0) }
    }

    func text(_ place: Int) throws -> String {
        guard let text = self[place]?.text else { throw RPCFailure.invalid("parameter \(place + 1) is not a text") }
        return text
    }

    func number(_ place: Int, in range: ClosedRange<Int>) throws -> Int {
        guard let number = self[place]?.number(Int.self), range.contains(number) else {
            throw RPCFailure.invalid(
                "parameter \(place + 1) is not a number from \(range.lowerBound) to \(range.upperBound)"
            )
        }
        return number
    }

    /// An account, given as an address.
    func account(_ place: Int) throws -> AccountID {
        do {
            return try SS58Address(try text(place), network: nil).account
        } catch let error as AddressError {
            throw RPCFailure.invalid(error.message)
        }
    }

    private static func bytes(_ value: RPCValue) throws -> [UInt8] {
        // Some clients leave out the "0x" of arguments.
        if let text = value.text, !text.hasPrefix("0x"), let bytes = try? Hexadecimal.bytes(text, prefix: "") {
            return bytes
        }
        do { return try value.bytes() } catch let error as SubstrateError { throw RPCFailure.invalid(error.message) }
    }
}

extension RPCFailure {
    /// The parameters are not those of the method.
    static func invalid(_ why: String) -> RPCFailure {
        RPCFailure(code: RPCFailure.invalidParameters.code, message: "Invalid params", data: .string(why))
    }

    /// A block is named that the chain has not.
    static func unknownBlock(_ hash: Hash256) -> RPCFailure {
        RPCFailure(
            code: 4003,
            message: "Client error: UnknownBlock: Header was not found in the database: \(hash)"
        )
    }
}
