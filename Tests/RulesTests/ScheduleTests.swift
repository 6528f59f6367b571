import Foundation
import Testing

@testable import Rules

@Suite struct ScheduleTests {
    private let genesis = Date(timeIntervalSince1970: 1_800_000_000)

    private func schedule(blockTime: Double = 1) -> Schedule {
        Schedule(blockTime: Seconds(blockTime), revealBlocks: 2, tempoBlocks: 10, maximumSubmissionsPending: 5)
    }

    @Test func blocksFollowTheClock() {
        let schedule = schedule(blockTime: 12)
        #expect(schedule.block(at: genesis, genesis: genesis) == 0)
        #expect(schedule.block(at: genesis.addingTimeInterval(11.999), genesis: genesis) == 0)
        #expect(schedule.block(at: genesis.addingTimeInterval(12), genesis: genesis) == 1)
        #expect(schedule.block(at: genesis.addingTimeInterval(-100), genesis: genesis) == 0)
    }

    @Test(arguments: [0.1, 0.25, 1, 12])
    func aBlockHappensAtItsMoment(blockTime: Double) {
        let schedule = schedule(blockTime: blockTime)
        for block in UInt64(0)..<500 {
            let moment = schedule.moment(of: block, genesis: genesis)
            #expect(schedule.block(at: moment, genesis: genesis) == block)
        }
    }

    @Test func epochsAreCountedInTempos() {
        let schedule = schedule()
        #expect(schedule.epoch(of: 9) == 0)
        #expect(schedule.epoch(of: 10) == 1)
        #expect(schedule.firstBlock(of: 3) == 30)
    }

    @Test func anAbsurdMomentDoesNotTrap() {
        #expect(schedule().block(at: .distantFuture, genesis: genesis) > 0)
        #expect(schedule().block(at: .distantPast, genesis: genesis) == 0)
        #expect(schedule().block(at: Date(timeIntervalSince1970: 1e300), genesis: genesis) > 0)
    }
}
