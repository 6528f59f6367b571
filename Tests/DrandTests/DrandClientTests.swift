import Foundation
import Synchronization
import Testing

@testable import Drand
@testable import Timelock

@Suite struct DrandClientTests {
    private let drand: OwnDrand

    init() throws { drand = try OwnDrand() }

    @Test func anHonestRelayIsBelievedForWhatItSigns() async throws {
        try await Relay.run(drand.honest()) { relay in
            let pulse = try await drand.ask(drand.settings([relay.address + "/"]))
            #expect(pulse == drand.key.pulse(of: try DrandRound(100), on: drand.chain))
            #expect(relay.requests == ["/0a0b/info", "/0a0b/public/100"])
        }
    }

    struct Fault: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let code: DrandError.Code
        let answer: @Sendable (OwnDrand, String) throws -> Relay.Answer

        init(
            _ testDescription: String,
            _ code: DrandError.Code,
            _ answer: @escaping @Sendable (OwnDrand, String) throws -> Relay.Answer
        ) {
            self.testDescription = testDescription
            self.code = code
            self.answer = answer
        }

        /// A fault in what is said of the chain.
        static func info(_ what: String, _ changes: [String: String], _ code: DrandError.Code = .wrongChain) -> Fault {
            Fault("info: \(what)", code) { drand, path in
                path.hasSuffix("info") ? .text(drand.info(changes)) : drand.honest()(path)
            }
        }

        /// A fault in the pulse.
        static func pulse(
            _ what: String,
            _ code: DrandError.Code,
            _ answer: @escaping @Sendable (OwnDrand) throws -> Relay.Answer
        ) -> Fault {
            Fault("pulse: \(what)", code) { drand, path in
                path.hasSuffix("info") ? .text(drand.info()) : try answer(drand)
            }
        }
    }

    private static let otherKey = "\"83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c\""

    static let faults: [Fault] = [
        .info("another hash", ["hash": "\"0a0c\""]),
        .info("another key", ["public_key": otherKey]),
        .info("another scheme", ["schemeID": "\"pedersen-bls-chained\""]),
        .info("another period", ["period": "30"]),
        .info("another genesis", ["genesis_time": "1700000003"]),
        .info("a period below zero", ["period": "-3"], .malformed),
        Fault("info: no JSON", .malformed) { _, _ in .text("<html>") },
        Fault("info: not there", .notPublished) { _, _ in .text("", status: 404) },
        .pulse("of another round", .wrongRound) { .text(try $0.pulse(99)) },
        .pulse("forged: the round before's signature", .forgedPulse) { .text(try $0.pulse(100, signedFor: 99)) },
        .pulse("forged: another chain's signature", .forgedPulse) { _ in .text(try OwnDrand(seed: 8).pulse(100)) },
        .pulse("forged: not a point", .forgedPulse) { _ in .text(#"{"round":100,"signature":"00ff"}"#) },
        .pulse("a signature that is no number", .malformed) { _ in .text(#"{"round":100,"signature":"0xab"}"#) },
        .pulse("a randomness that does not follow", .malformed) { drand in
            .text(try drand.pulse(100).replacing("}", with: #","randomness":"00"}"#))
        },
        .pulse("without a signature", .malformed) { _ in .text(#"{"round":100}"#) },
        .pulse("a round below zero", .malformed) { _ in .text(#"{"round":-100,"signature":""}"#) },
        .pulse("not there yet", .notPublished) { _ in .text("", status: 425) },
        .pulse("an error of the relay's", .refused) { _ in .text("", status: 500) },
        .pulse("elsewhere", .refused) { _ in .redirect(to: "http://127.0.0.1:1/") },
        .pulse("too long", .tooLarge) { _ in .text(String(repeating: " ", count: 5000)) },
        .pulse("never", .timedOut) { _ in .silence },
        .pulse("half of it", .timedOut) { _ in .half },
        .pulse("cut off", .unreachable) { _ in .end },
    ]

    /// Each alone is told by its code; with an honest relay behind it, it is no matter.
    @Test(arguments: faults)
    func aFaultIsToldByItsCode(_ fault: Fault) async throws {
        let drand = drand
        try await Relay.run({ path in (try? fault.answer(drand, path)) ?? .end }) { bad in
            var settings = drand.settings([bad.address])
            settings.requestTime = fault.code == .timedOut ? .milliseconds(300) : .seconds(30)
            let alone = settings
            #expect(await OwnDrand.code { _ = try await drand.ask(alone) } == fault.code)
            try await Relay.run(drand.honest()) { good in
                var both = alone
                // The good one has time enough also on a busy machine.
                both.requestTime = .seconds(fault.code == .timedOut ? 5 : 30)
                both.endpoints = [bad.address, good.address]
                let pulse = try await drand.ask(both)
                #expect(pulse.round.number == 100)
            }
        }
    }

    @Test func nobodyThere() async throws {
        let settings = drand.settings(["http://127.0.0.1:1"])
        #expect(await OwnDrand.code { _ = try await drand.ask(settings) } == .unreachable)
    }

    @Test func differentFailuresAreListed() async throws {
        let drand = drand
        try await Relay.run({ _ in .text("", status: 500) }) { relay in
            let settings = drand.settings([relay.address, "http://127.0.0.1:1"])
            do {
                _ = try await drand.ask(settings)
                Issue.record("nobody could give it")
            } catch let error as DrandError {
                #expect(error.code == .noEndpoint)
                #expect(error.message.contains("status 500") && error.message.contains("127.0.0.1:1 cannot"))
            }
        }
    }

    @Test func theEndpointThatAnsweredIsAskedFirstNextTime() async throws {
        let drand = drand
        try await Relay.run({ _ in .text("", status: 500) }) { bad in
            try await Relay.run(drand.honest()) { good in
                let moment = try drand.due(100)
                try await DrandClient.with(drand.settings([bad.address, good.address]), now: { moment }) { client in
                    for round in 98...100 as ClosedRange<UInt64> { _ = try await client.pulse(of: DrandRound(round)) }
                }
                #expect(bad.requests.count == 1)
                #expect(good.requests.filter { $0.hasSuffix("info") }.count == 1)
            }
        }
    }
}
