import Foundation
import Testing

@testable import Timelock

/// Rounds to which the network's own tool seals, recorded by `Tests/InteropTests/reveal_rounds.py`.
@Suite struct RevealRoundTests {
    struct Commitment: Decodable {
        let now, blockTime: Double
        let blocks, round: UInt64
    }

    struct Legacy: Decodable {
        let now, blockTime: Double
        let block, period, round: UInt64
        let netuid, tempo: UInt16
    }

    struct Stateful: Decodable {
        let now, blockTime: Double
        let block, last, pending, since, period, round: UInt64
        let tempo: UInt16
    }

    struct Recording: Decodable {
        let commitments: [Commitment]
        let legacy: [Legacy]?
        let stateful: [Stateful]?
    }

    private static let recordings = [
        Vectors.load("reveal-rounds-1.1") as Recording, Vectors.load("reveal-rounds-2.0"),
    ]

    @Test func commitments() throws {
        let recorded = Self.recordings.flatMap(\.commitments)
        #expect(recorded.count == 120)
        for row in recorded {
            let round = try DrandChain.quicknet.revealRound(
                afterBlocks: row.blocks,
                of: .seconds(row.blockTime),
                from: Date(timeIntervalSince1970: row.now)
            )
            #expect(round.number == row.round, "\(row)")
        }
    }

    @Test func weightsWhereEpochsFollowFromTheBlock() throws {
        let recorded = Self.recordings.compactMap(\.legacy).flatMap(\.self)
        #expect(recorded.count == 400)
        for row in recorded {
            let round = try DrandChain.quicknet.weightsRevealRound(
                at: row.block,
                netuid: row.netuid,
                tempo: row.tempo,
                revealPeriod: row.period,
                blockTime: .seconds(row.blockTime),
                from: Date(timeIntervalSince1970: row.now)
            )
            #expect(round.number == row.round, "\(row)")
        }
    }

    @Test func weightsWhereEpochsAreState() throws {
        let recorded = Self.recordings.compactMap(\.stateful).flatMap(\.self)
        #expect(recorded.count == 400)
        for row in recorded {
            let schedule = try EpochSchedule(
                block: row.block,
                lastEpochBlock: row.last,
                pendingEpochBlock: row.pending,
                tempo: row.tempo,
                blocksSinceLastStep: row.since
            )
            let round = try DrandChain.quicknet.weightsRevealRound(
                under: schedule,
                revealPeriod: row.period,
                blockTime: .seconds(row.blockTime),
                from: Date(timeIntervalSince1970: row.now)
            )
            #expect(round.number == row.round, "\(row)")
        }
    }

    @Test(arguments: [0, 50_401, .max] as [UInt16])
    func temposThatNoSubnetHas(_ tempo: UInt16) {
        #expect(throws: TimelockError(.tempoOutOfRange, "")) {
            try EpochSchedule(block: 1, lastEpochBlock: 0, tempo: tempo, blocksSinceLastStep: 0)
        }
    }

    @Test func blocksThatNoChainHas() throws {
        let schedule = try EpochSchedule(block: .max, lastEpochBlock: 0, tempo: 1, blocksSinceLastStep: 0)
        #expect(throws: TimelockError(.roundOutOfRange, "")) { try schedule.firstBlock(ofEpochsAhead: 0) }
        let near = try EpochSchedule(block: 5, lastEpochBlock: 5, tempo: 360, blocksSinceLastStep: 0)
        #expect(throws: TimelockError(.roundOutOfRange, "")) { try near.firstBlock(ofEpochsAhead: .max) }
    }
}
