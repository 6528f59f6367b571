import Accounts
import Chain
import ChainNode
import Foundation
import Rules
import Substrate
import Subtensor
import Synchronization
import Testing

/// What a client sends to a chain behind a socket.
@Suite struct ChainWriteTests {
    @Test func registersForAPayerAndForNobodyElse() async throws {
        try await withNetwork { network in
            let reader = try await network.connect()
            let dave = try TestNetwork.pair("DaveHot")
            let error = try await failure { try await reader.register(dave) }
            #expect(error.code == .notRegistered)
            let chain = try await network.connect { $0.payer = try? TestNetwork.pair("Dave").key }
            #expect(try await chain.register(dave) == 3)
            #expect(try await chain.register(dave) == 3)
            #expect(try await eventually { try await reader.metagraph().uid(of: dave.hotkey) } == 3)
            await reader.close()
            await chain.close()
        }
    }

    @Test func aCommitmentIsSealedUntilItsRoundAndRevealedWhole() async throws {
        try await withNetwork { network in
            let chain = try await network.connect()
            let charlie = try TestNetwork.pair("CharlieHot")
            let payload = Data("\(String(repeating: "a", count: 64)):https://example.org/train.py".utf8)
            let receipt = try await network.standing {
                try await chain.commit(payload, by: charlie, revealAfter: 3)
            }
            #expect(receipt.revealBlock > receipt.committedAt)
            let revealed = try await eventually { () -> RevealedCommitments? in
                let revealed = try await chain.revealedCommitments(after: 0)
                return revealed.commitments.isEmpty ? nil : revealed
            }
            let only = try #require(revealed.commitments.first)
            #expect(revealed.commitments.count == 1)
            #expect(only.payload == payload)
            #expect(only.hotkey == charlie.hotkey)
            #expect(only.committedAt == receipt.committedAt)
            #expect(only.index == 0)
            #expect(only.revealBlock > receipt.committedAt)
            #expect(abs(Int(only.revealBlock) - Int(receipt.revealBlock)) <= 1)
            #expect(revealed.through >= only.revealBlock)
            #expect(try await chain.revealedCommitments(after: only.revealBlock).commitments.isEmpty)
            await chain.close()
        }
    }

    @Test func whatIsSealedIsTold() async throws {
        try await withNetwork { network in
            let chain = try await network.connect()
            let charlie = try TestNetwork.pair("CharlieHot")
            let receipt = try await chain.commit(Data("x".utf8), by: charlie, revealAfter: 5000)
            #expect(try await chain.sealedCommitments(of: charlie.hotkey).map(\.committedAt) == [receipt.committedAt])
            #expect(receipt.revealBlock > receipt.committedAt + 4900)
            #expect(try await chain.revealedCommitments(after: 0).commitments.isEmpty)
            await chain.close()
        }
    }

    @Test func noRevealIsLostThoughTheChainKeepsTen() async throws {
        try await withNetwork { network in
            let chain = try await network.connect()
            let charlie = try TestNetwork.pair("CharlieHot")
            for number in 0..<13 {
                _ = try await network.standing {
                    try await chain.commit(Data("reveal \(number)".utf8), by: charlie, revealAfter: 1)
                }
                _ = try await eventually { try await chain.sealedCommitments(of: charlie.hotkey).isEmpty ? true : nil }
            }
            let all = try await chain.revealedCommitments(after: 0).commitments
            #expect(all.map { String(decoding: $0.payload, as: UTF8.self) } == (0..<13).map { "reveal \($0)" })
            #expect(Set(all.map(\.revealBlock)).count == 13)
            // From any place on, exactly those after it.
            for cut in [0, 1, 2, 3, 12] {
                let rest = try await chain.revealedCommitments(after: all[cut].revealBlock).commitments
                #expect(rest == Array(all[(cut + 1)...]))
            }
            await chain.close()
        }
    }

    @Test func weightsAreSetAndReadBack() async throws {
        try await withNetwork { network in
            let chain = try await network.connect()
            let bob = try TestNetwork.pair("BobHot")
            #expect(try await chain.weights(of: bob.hotkey) == nil)
            let block = try await chain.setWeights([2: 100, 0: 50], by: bob)
            #expect(block > 0)
            #expect(try await chain.weights(of: bob.hotkey) == [2: 65535, 0: 32768])
            await chain.close()
        }
    }

    @Test func weightsAreNotSentTooSoonNorWithoutAPermit() async throws {
        try await withNetwork(weightsRateLimit: 1_000_000) { network in
            let chain = try await network.connect()
            let bob = try TestNetwork.pair("BobHot")
            try await chain.setWeights([2: 100], by: bob)
            let sent = network.node.count(of: "author_submitAndWatchExtrinsic")
            let soon = try await failure { try await chain.setWeights([0: 100], by: bob) }
            #expect(soon.code == .refused)
            #expect(soon.message.contains("SettingWeightsTooFast"))
            let stranger = try TestNetwork.pair("CharlieHot")
            #expect(try await failure { try await chain.setWeights([0: 1], by: stranger) }.code == .notPermitted)
            #expect(network.node.count(of: "author_submitAndWatchExtrinsic") == sent)
            // Who rates nobody else needs no permit.
            #expect(try await chain.setWeights([2: 1], by: stranger) > 0)
            await chain.close()
        }
    }

    struct Refused: Sendable, CustomStringConvertible {
        let description: String
        let code: ChainError.Code
        let name: String
        let act: @Sendable (SubtensorChain) async throws -> Void
    }

    static let refused = [
        Refused(description: "weights without a permit", code: .notPermitted, name: "NeuronNoValidatorPermit") {
            try await $0.setWeights([0: 1], by: TestNetwork.pair("CharlieHot"))
        },
        Refused(description: "weights of a stranger", code: .notRegistered, name: "HotKeyNotRegisteredInSubNet") {
            try await $0.setWeights([0: 1], by: TestNetwork.pair("DaveHot"))
        },
        Refused(description: "weights for nobody", code: .invalidWeights, name: "UidVecContainInvalidOne") {
            try await $0.setWeights([2: 1, 200: 1], by: TestNetwork.pair("BobHot"))
        },
        Refused(description: "no weights at all", code: .invalidWeights, name: "all zero") {
            try await $0.setWeights([2: 0], by: TestNetwork.pair("BobHot"))
        },
        Refused(description: "a stranger's commitment", code: .notRegistered, name: "AccountNotAllowedCommit") {
            try await $0.commit(Data("x".utf8), by: TestNetwork.pair("DaveHot"), revealAfter: 100)
        },
        Refused(description: "an empty commitment", code: .invalidPayload, name: "0 bytes") {
            try await $0.commit(Data(), by: TestNetwork.pair("CharlieHot"), revealAfter: 1)
        },
        Refused(description: "a commitment that is too long", code: .invalidPayload, name: "779 bytes") {
            try await $0.commit(Data(repeating: 1, count: 779), by: TestNetwork.pair("CharlieHot"), revealAfter: 1)
        },
        Refused(description: "more than there is", code: .notPermitted, name: "Token.FundsUnavailable") {
            _ = try await $0.transfer(
                2_000_000_000_000_000,
                to: TestNetwork.pair("Eve").hotkey,
                reference: "",
                by: TestNetwork.pair("Dave")
            )
        },
    ]

    @Test(arguments: refused)
    func refusalsHaveTheChainsOwnNames(_ refused: Refused) async throws {
        try await withNetwork { network in
            let chain = try await network.connect()
            let error = try await failure { try await refused.act(chain) }
            #expect(error.message.contains(refused.name))
            #expect(error.code == refused.code)
            await chain.close()
        }
    }

    @Test func aLongestCommitmentIsTaken() async throws {
        try await withNetwork { network in
            let chain = try await network.connect()
            let charlie = try TestNetwork.pair("CharlieHot")
            let payload = Data(repeating: 7, count: 778)
            _ = try await network.standing { try await chain.commit(payload, by: charlie, revealAfter: 1) }
            let revealed = try await eventually { try await chain.revealedCommitments(after: 0).commitments.first }
            #expect(revealed.payload == payload)
            await chain.close()
        }
    }

    /// Seals nothing: the bytes are what a test can read back.
    struct OpenSealing: WeightsSealing {
        func seal(_ weights: WeightsToSeal) throws -> (commit: [UInt8], round: UInt64) {
            (weights.uids.map { UInt8($0) } + [UInt8(weights.tempo), UInt8(weights.revealPeriod)], 1 << 40)
        }
    }

    @Test func sealedWeightsTakeSomebodyWhoSealsThem() async throws {
        try await withNetwork(isSealed: true) { network in
            let bob = try TestNetwork.pair("BobHot")
            let plain = try await network.connect()
            #expect(try await failure { try await plain.setWeights([2: 1], by: bob) }.code == .unsupported)
            let sealing = try await network.connect { $0.sealing = OpenSealing() }
            await network.pause()
            async let block = sealing.setWeights([2: 1], by: bob)
            _ = try await eventually { network.ledger.waiting == 1 ? true : nil }
            // Later blocks would reveal it.
            network.makeBlock()
            #expect(try await block > 0)
            let metadata = network.ledger.runtime.metadata
            let prefix = try metadata.storageKey("SubtensorModule", "TimelockedWeightCommits")
            let stored = network.ledger.read { state in
                state.keys(prefix, after: [], count: 10).compactMap { state.stored($0) }
            }
            #expect(
                stored?.contains { bytes in bytes.indices.contains { bytes[$0...].starts(with: [3 << 2, 2, 10, 1]) } }
                    == true
            )
            await plain.close()
            await sealing.close()
        }
    }
}
