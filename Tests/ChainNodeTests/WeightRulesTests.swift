import Substrate
import Testing

@testable import ChainNode

/// Weights: the network's checks in the network's order, with its names.
@Suite struct WeightRulesTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let expected: String?
        var netuid: UInt16 = 1
        var uids: [UInt16] = [0, 2]
        var values: [UInt16] = [1, 2]
        var version: UInt64 = 0
        var signer = "BobHot"
    }

    static let cases: [Case] = [
        Case(testDescription: "good weights", expected: nil),
        Case(testDescription: "the root subnet, whose weights are sealed", expected: "CommitRevealEnabled", netuid: 0),
        Case(testDescription: "too few values", expected: "WeightVecNotEqualSize", values: [1]),
        Case(testDescription: "a subnet that is not there", expected: "CommitRevealEnabled", netuid: 9),
        Case(
            testDescription: "more uids than there are",
            expected: "UidsLengthExceedUidsInSubNet",
            uids: [0, 1, 2, 3],
            values: [1, 1, 1, 1]
        ),
        Case(testDescription: "nobody's hotkey", expected: "HotKeyNotRegisteredInSubNet", signer: "DaveHot"),
        Case(testDescription: "no permit", expected: "NeuronNoValidatorPermit", signer: "CharlieHot"),
        Case(testDescription: "itself, without a permit", expected: nil, uids: [2], values: [1], signer: "CharlieHot"),
        Case(testDescription: "a uid twice", expected: "DuplicateUids", uids: [2, 2]),
        Case(testDescription: "a uid that nobody has", expected: "UidVecContainInvalidOne", uids: [0, 7]),
    ]

    @Test(arguments: cases) func weights(_ test: Case) throws {
        let chain = try TestChain()
        let arguments: [DynamicValue] = [
            .number(test.netuid), .numbers(test.uids), .numbers(test.values), .number(test.version),
        ]
        #expect(try chain.failure("SubtensorModule", "set_weights", arguments, by: test.signer) == test.expected)
    }

    @Test func theLargestWeightBecomes65535() throws {
        let chain = try TestChain()
        let arguments: [DynamicValue] = [.number(UInt16(1)), .numbers([0, 2]), .numbers([3, 4]), .number(UInt64(0))]
        let events = try chain.run("SubtensorModule", "set_weights", arguments, by: "BobHot")
        #expect(events.map(\.name) == ["WeightsSet", "ExtrinsicSuccess"])
        let weights = try chain.stored("SubtensorModule", "Weights", [.number(UInt16(1)), .number(UInt16(1))])
        #expect(weights == .list([.list([.unsigned(0), .unsigned(49151)]), .list([.unsigned(2), .unsigned(65535)])]))
        let updates = try chain.stored("SubtensorModule", "LastUpdate", [.number(UInt16(1))])
        #expect(updates == .list([.unsigned(0), .unsigned(1), .unsigned(0)]))
    }

    @Test func weightsAreSetOnlySoOften() throws {
        let chain = try TestChain { $0.weightsRateLimit = 5 }
        let arguments: [DynamicValue] = [.number(UInt16(1)), .numbers([2]), .numbers([1]), .number(UInt64(0))]
        func failure() throws -> String? {
            try chain.failure("SubtensorModule", "set_weights", arguments, by: "BobHot")
        }
        #expect(try failure() == nil)
        #expect(try failure() == "SettingWeightsTooFast")
        chain.makeBlocks(3)
        #expect(try failure() == nil)
    }

    @Test func sealedWeightsAreStoredUnderTheirEpoch() throws {
        let chain = try TestChain { $0.isCommitRevealEnabled = true }
        let plain: [DynamicValue] = [.number(UInt16(1)), .numbers([2]), .numbers([1]), .number(UInt64(0))]
        #expect(try chain.failure("SubtensorModule", "set_weights", plain, by: "BobHot") == "CommitRevealEnabled")
        func commit(_ byte: UInt8, version: UInt16 = 4, by signer: String = "BobHot") throws -> String? {
            let arguments: [DynamicValue] = [
                .number(UInt16(1)), .bytes([byte]), .number(UInt64(1000)), .number(version),
            ]
            return try chain.failure("SubtensorModule", "commit_timelocked_weights", arguments, by: signer)
        }
        #expect(try commit(1, version: 3) == "IncorrectCommitRevealVersion")
        #expect(try commit(1, by: "DaveHot") == "HotKeyNotRegisteredInSubNet")
        #expect(try commit(7) == nil)
        let key: [DynamicValue] = [.number(UInt16(1)), .number(UInt64(0))]
        let commits = try #require(try chain.stored("SubtensorModule", "TimelockedWeightCommits", key)?.elements)
        #expect(commits.count == 1)
        #expect(commits.first?[2] == .bytes([7]))
        #expect(commits.first?[3] == .unsigned(1000))
    }

    @Test func tenSealedWeightsFitIntoAnEpoch() throws {
        let chain = try TestChain {
            $0.isCommitRevealEnabled = true
            $0.tempo = 100
        }
        let arguments: [DynamicValue] = [.number(UInt16(1)), .bytes([1]), .number(UInt64(1)), .number(UInt16(4))]
        for _ in 0..<10 {
            let failure = try chain.failure("SubtensorModule", "commit_timelocked_weights", arguments, by: "BobHot")
            #expect(failure == nil)
        }
        let failure = try chain.failure("SubtensorModule", "commit_timelocked_weights", arguments, by: "BobHot")
        #expect(failure == "TooManyUnrevealedCommits")
    }

    @Test func anEpochPaysByWeights() throws {
        let chain = try TestChain()
        let arguments: [DynamicValue] = [.number(UInt16(1)), .numbers([2]), .numbers([1]), .number(UInt64(0))]
        try chain.run("SubtensorModule", "set_weights", arguments, by: "BobHot")
        chain.makeBlocks(11)
        let incentive = try chain.stored("SubtensorModule", "Incentive", [.number(UInt16(1))])
        #expect(incentive == .list([.unsigned(0), .unsigned(0), .unsigned(65535)]))
        let emission = try chain.stored("SubtensorModule", "Emission", [.number(UInt16(1))])
        #expect(emission == .list([.unsigned(0), .unsigned(4_510_000_000), .unsigned(4_510_000_000)]))
    }
}
