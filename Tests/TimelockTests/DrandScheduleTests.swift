import Foundation
import Testing

@testable import Timelock

@Suite struct DrandScheduleTests {
    private static let genesis = 1_692_803_367.0

    struct Moment: CustomTestStringConvertible, Sendable {
        let afterGenesis: Double
        let round: UInt64
        var testDescription: String { "\(afterGenesis) s after the genesis" }
    }

    @Test(arguments: [
        Moment(afterGenesis: 0, round: 1),
        Moment(afterGenesis: 2.99, round: 1),
        Moment(afterGenesis: 3, round: 2),
        Moment(afterGenesis: 2997, round: 1000),
        Moment(afterGenesis: 3e9, round: 1_000_000_001),
    ])
    func roundsFollowTheClock(_ moment: Moment) throws {
        let date = Date(timeIntervalSince1970: Self.genesis + moment.afterGenesis)
        let round = try DrandChain.quicknet.round(at: date)
        #expect(round.number == moment.round)
        #expect(DrandChain.quicknet.moment(of: round) <= date)
        #expect(DrandChain.quicknet.moment(of: try DrandRound(round.number + 1)) > date)
    }

    @Test(arguments: [-0.01, -3, -1e9, 1e30, .infinity])
    func thereAreNoRoundsOutsideTheSchedule(_ afterGenesis: Double) {
        #expect(throws: TimelockError(.roundOutOfRange, "")) {
            try DrandChain.quicknet.round(at: Date(timeIntervalSince1970: Self.genesis + afterGenesis))
        }
    }

    @Test func roundsBeginAtOneAndAreOrdered() throws {
        #expect(throws: TimelockError(.roundOutOfRange, "")) { try DrandRound(0) }
        #expect(try DrandRound(1) < DrandRound(2))
        #expect("\(try DrandRound(17))" == "17")
        let last = try DrandRound(.max)
        #expect(DrandChain.quicknet.moment(of: last) > Date(timeIntervalSince1970: 1e19))
    }

    @Test func commitmentsAreSealedToTheRoundOfTheNetwork() throws {
        let vector = Vectors.timelock.getEncryptedCommitmentFaketime
        let round = try DrandChain.quicknet.revealRound(
            afterBlocks: vector.blocksUntilReveal,
            of: .seconds(vector.blockTime),
            from: Date(timeIntervalSince1970: vector.now)
        )
        #expect(round.number == vector.revealRound)
    }

    @Test func weightsAreSealedToTheRoundOfTheNetwork() throws {
        let vector = Vectors.timelock.getEncryptedCommitFaketime
        let round = try DrandChain.quicknet.weightsRevealRound(
            at: vector.currentBlock,
            netuid: vector.netuid,
            tempo: vector.tempo,
            revealPeriod: vector.revealPeriodEpochs,
            blockTime: .seconds(vector.blockTime),
            from: Date(timeIntervalSince1970: vector.now)
        )
        #expect(round.number == vector.revealRound)
    }

    @Test func revealRoundsAreAtLeastTheFirst() throws {
        let before = Date(timeIntervalSince1970: Self.genesis - 1000)
        #expect(throws: TimelockError(.roundOutOfRange, "")) {
            try DrandChain.quicknet.revealRound(afterBlocks: 1, of: .seconds(12), from: before)
        }
        let round = try DrandChain.quicknet.weightsRevealRound(
            at: 0,
            netuid: 0,
            tempo: 1,
            revealPeriod: 0,
            blockTime: .seconds(12),
            from: before
        )
        #expect(round.number == 1)
        #expect(throws: TimelockError(.roundOutOfRange, "")) {
            try DrandChain.quicknet.revealRound(afterBlocks: .max, of: .seconds(12), from: Date())
        }
    }
}
