import Foundation

@testable import Drand
@testable import Timelock

/// A chain of which the tests have the key, and what a relay says of it.
struct OwnDrand: Sendable {
    let key: BeaconKey
    let chain: DrandChain

    init(seed: UInt8 = 7) throws {
        key = try BeaconKey(secretBytes: [UInt8](repeating: seed, count: 32))
        chain = try DrandChain(
            hash: "0a0b",
            publicKey: key.publicKey,
            genesis: Date(timeIntervalSince1970: 1_700_000_000),
            period: .seconds(3)
        )
    }

    /// The moment at which a round is due.
    func due(_ round: UInt64) throws -> Date { chain.moment(of: try DrandRound(round)) }

    func info(_ changes: [String: String] = [:]) -> String {
        var fields = [
            "public_key": "\"\(HexText.digits(key.publicKey))\"", "period": "3", "genesis_time": "1700000000",
            "hash": "\"0a0b\"", "schemeID": "\"bls-unchained-g1-rfc9380\"",
            "metadata": "{\"beaconID\":\"own\"}",
        ]
        fields.merge(changes) { $1 }
        return "{" + fields.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
    }

    func pulse(_ round: UInt64, signedFor other: UInt64? = nil) throws -> String {
        let signature = key.pulse(of: try DrandRound(other ?? round), on: chain).signature
        return "{\"round\":\(round),\"signature\":\"\(HexText.digits(signature))\"}"
    }

    /// What an honest relay answers whose newest round is this one.
    func honest(newest: UInt64 = 100) -> @Sendable (String) -> Relay.Answer {
        { path in
            guard path.hasPrefix("/0a0b/") else { return .text("", status: 404) }
            if path == "/0a0b/info" { return .text(info()) }
            let which = path.split(separator: "/").last ?? ""
            let round = which == "latest" ? newest : UInt64(which) ?? 0
            guard (1...newest).contains(round), let body = try? pulse(round) else { return .text("", status: 425) }
            return .text(body)
        }
    }

    func settings(_ endpoints: [String]) -> DrandSettings {
        var settings = DrandSettings()
        settings.chain = chain
        settings.endpoints = endpoints
        return settings
    }

    /// Asks for a round at the moment at which round 100 is due.
    func ask(_ settings: DrandSettings, for round: UInt64 = 100, at now: Date? = nil) async throws -> DrandPulse {
        let wanted = try DrandRound(round)
        let moment = try now ?? due(100)
        return try await DrandClient.with(settings, now: { moment }) { client in
            try await client.pulse(of: wanted).pulse
        }
    }

    /// The code of the failure with which a piece of code ends; nil: it does not fail.
    static func code(_ body: () async throws -> Void) async -> DrandError.Code? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? DrandError)?.code
        }
    }
}
