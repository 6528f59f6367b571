import Foundation
import Rules
import Testing

@testable import Judging

@Suite struct MachineWatchTests {
    private func watch(_ mode: EnvironmentGate.Mode = .warn, slow: Bool = false) -> MachineWatch {
        MachineWatch(gate: EnvironmentGate(mode: mode), processors: [0], hasSlowGovernor: slow)
    }

    @Test func readsProcessorLists() {
        #expect(Processors.numbers(in: "0,4-6\n") == [0, 4, 5, 6])
        #expect(Processors.numbers(in: "\n").isEmpty)
        #expect(Processors.numbers(in: "3-1").isEmpty)
    }

    @Test func marksABusyMachine() {
        var watch = watch()
        watch.foreignLoadBefore = 0.05
        #expect(watch.disturbances.isEmpty)
        watch.foreignLoadBefore = 0.06
        #expect(watch.disturbances == [.busyBefore])
    }

    @Test func countsOnlyWhatTheContestantDidNotUse() {
        // A contestant that used more than all processors were busy: then nobody else did anything.
        var watch = watch()
        watch.begin(MachineSnapshot(busy: [0: 0, 1: 0]), processorTime: 100)
        // One second, in which the contestant's processor was busy for 0.9 s and another one all the time.
        let end = MachineSnapshot(busy: [0: 900_000_000, 1: 1_000_000_000])
        watch.end(end, nanoseconds: 1_000_000_000, processorTime: 100 + 880_000_000)
        #expect(abs((watch.foreignLoadDuring ?? 1) - 0.02) < 1e-9)
        #expect(watch.disturbances.isEmpty)
        watch.end(end, nanoseconds: 1_000_000_000, processorTime: 100 + 840_000_000)
        #expect(abs((watch.foreignLoadDuring ?? 1) - 0.06) < 1e-9)
        #expect(watch.disturbances == [.busyDuring])
    }

    @Test func aContestantThatTheKernelCountsMoreOfThanItWasBusyIsAlone() {
        var watch = watch()
        watch.begin(MachineSnapshot(busy: [0: 0]), processorTime: 0)
        watch.end(MachineSnapshot(busy: [0: 10]), nanoseconds: 1_000_000, processorTime: UInt64.max / 2)
        #expect(watch.foreignLoadDuring == 0)
    }

    /// A run that ran out of time while its processor was busy all the time and it got half a second of two.
    private func starved(_ mode: EnvironmentGate.Mode, own: UInt64) -> Verdict {
        var watch = watch(mode)
        watch.begin(MachineSnapshot(busy: [0: 0]), processorTime: 0)
        watch.end(MachineSnapshot(busy: [0: 2_000_000_000]), nanoseconds: 2_000_000_000, processorTime: own)
        return watch.explained(Verdict(.runTimedOut, "the run took longer than 2 s"))
    }

    @Test func aRunThatOthersLeftNoTimeIsTheMachinesFaultWhereItHadToBeQuiet() {
        let verdict = starved(.strict, own: 500_000_000)
        #expect(verdict.code == .hostBusy && verdict.responsibility == .infrastructure)
        #expect(verdict.sentence.contains("2 s"))
        #expect(verdict.numbers == ["foreign_load": 0.75, "foreign_load_limit": 0.5])
        #expect(starved(.strict, own: 1_500_000_000).code == .runTimedOut)
        #expect(starved(.warn, own: 500_000_000).code == .runTimedOut)
        #expect(starved(.off, own: 500_000_000).code == .runTimedOut)
    }

    @Test func seesSwappingAndHeat() {
        var watch = watch()
        watch.begin(MachineSnapshot(swapped: 3, throttled: 1), processorTime: nil)
        watch.end(MachineSnapshot(swapped: 4, throttled: 2), nanoseconds: 1, processorTime: nil)
        #expect(watch.disturbances == [.throttled, .swapped])
    }

    @Test func saysNothingWithoutAMeter() {
        var watch = watch()
        watch.begin(MachineSnapshot(busy: [0: 0]), processorTime: nil)
        watch.end(MachineSnapshot(busy: [0: 1_000_000]), nanoseconds: 1_000_000, processorTime: nil)
        #expect(watch.foreignLoadDuring == nil)
    }

    @Test func marksASlowGovernorUnlessTheGateIsOff() {
        #expect(watch(slow: true).disturbances == [.frequencyGovernor])
        #expect(watch(.off, slow: true).disturbances.isEmpty)
    }

    /// How long this thread has been on a processor, in nanoseconds.
    private static func ownProcessorTime() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }

    @Test func seesABusyProcessor() {
        let before = MachineSnapshot.take(of: [])
        let end = Self.ownProcessorTime() + 300_000_000
        while Self.ownProcessorTime() < end {}
        let after = MachineSnapshot.take(of: [])
        #expect(after.busyTime(since: before, on: after.processors) >= 100_000_000)
        #expect(before.busyTime(since: after, on: after.processors) == 0)
    }
}
