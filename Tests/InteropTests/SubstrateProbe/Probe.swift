import Substrate

/// The requests that the probe knows.
enum Probe {
    static func answer(_ request: RPCRequest) -> RPCResponse {
        let identifier = request.identifier ?? .null
        do {
            return RPCResponse(
                .success(try result(request.method, Arguments(request.parameters))),
                identifier: identifier
            )
        } catch let error as SubstrateError {
            return RPCResponse(.failure(RPCFailure(code: 1, message: error.message)), identifier: identifier)
        } catch let failure as RPCFailure {
            return RPCResponse(.failure(failure), identifier: identifier)
        } catch {
            return RPCResponse(.failure(.internalError), identifier: identifier)
        }
    }

    private static func result(_ method: String, _ arguments: Arguments) throws -> RPCValue {
        switch method {
        case "address":
            return .string(try SecretURI(arguments.text(0)).keyPair().publicKey.account.description)
        case "sign":
            return .bytes(try SecretURI(arguments.text(0)).keyPair().sign(arguments.bytes(1)).bytes)
        case "verify":
            guard let key = SR25519PublicKey(try arguments.bytes(0)),
                let signature = SR25519Signature(try arguments.bytes(2))
            else { return .bool(false) }
            return .bool(key.hasSigned(try arguments.bytes(1), signature))
        case "writeKeyfile": return try writeKeyfile(arguments)
        case "readKeyfile":
            let contents = try arguments.bytes(0).withUnsafeBytes(SecretBytes.init(copying:))
            return .string(try Keyfile(contents, password: arguments.password(1)).pair.publicKey.account.description)
        case "writePublicKeyfile":
            return .string(PublicKeyfile(try SS58Address(arguments.text(0)).account).contents)
        case "metadata": return .bytes(try Metadata(bytes: arguments.bytes(0)).encoded())
        case "setWeights": return try setWeights(arguments)
        case "bench": return try Bench.run(metadata: arguments.bytes(0))
        default: throw RPCFailure.methodNotFound
        }
    }

    /// A phrase and perhaps a password become the bytes of a file.
    private static func writeKeyfile(_ arguments: Arguments) throws -> RPCValue {
        let keyfile = try Keyfile(phrase: SecretBytes(utf8: arguments.text(0)))
        let contents = try arguments.password(1).map(keyfile.encryptedContents) ?? keyfile.plainContents()
        return contents.withBytes { .bytes(Array($0)) }
    }

    /// Metadata, signer, uids, weights, nonce, block and period of the era, genesis, and the hash of the era's birth become
    /// an extrinsic.
    private static func setWeights(_ arguments: Arguments) throws -> RPCValue {
        let metadata = try Metadata(bytes: arguments.bytes(0))
        guard let genesis = Hash256(try arguments.bytes(7)), let birth = Hash256(try arguments.bytes(8)) else {
            throw RPCFailure.invalidParameters
        }
        var context = SigningContext(
            specVersion: 343,
            transactionVersion: 1,
            genesis: genesis,
            nonce: try arguments.number(4)
        )
        if try arguments.number(6) > 0 {
            context.era = .mortal(at: try arguments.number(5), period: try arguments.number(6))
            context.eraBirth = birth
        }
        let call = try Call(
            "SubtensorModule",
            "set_weights",
            .record([
                .init("netuid", .unsigned(2)), .init("dests", try arguments.numbers(2)),
                .init("weights", try arguments.numbers(3)), .init("version_key", .unsigned(7)),
            ]),
            metadata: metadata
        )
        let pair = try SecretURI(arguments.text(1)).keyPair()
        return .bytes(try Extrinsic(signing: call, by: pair, context, metadata: metadata).bytes)
    }
}

/// The parameters of a request by their places.
struct Arguments {
    private let values: [RPCValue]

    init(_ parameters: RPCValue) throws {
        guard case .array(let values) = parameters else { throw RPCFailure.invalidParameters }
        self.values = values
    }

    private func value(_ place: Int) throws -> RPCValue {
        guard values.indices.contains(place) else { throw RPCFailure.invalidParameters }
        return values[place]
    }

    func text(_ place: Int) throws -> String {
        guard let text = try value(place).text else { throw RPCFailure.invalidParameters }
        return text
    }

    func bytes(_ place: Int) throws -> [UInt8] { try value(place).bytes() }

    func number(_ place: Int) throws -> UInt64 {
        guard let number = try value(place).number(UInt64.self) else { throw RPCFailure.invalidParameters }
        return number
    }

    func numbers(_ place: Int) throws -> DynamicValue {
        guard case .array(let elements) = try value(place) else { throw RPCFailure.invalidParameters }
        return .list(
            try elements.map {
                .unsigned(UInt128(try $0.number(UInt64.self) ?? { throw RPCFailure.invalidParameters }()))
            }
        )
    }

    func password(_ place: Int) throws -> SecretBytes? {
        guard try value(place) != .null else { return nil }
        return try SecretBytes(utf8: text(place))
    }
}
