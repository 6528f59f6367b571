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
        watch.begin(processorTime: 0)
        watch.end(nanoseconds: 1_000_000, processorTime: UInt64.max / 2)
        #expect(watch.foreignLoadDuring == 0)
        #expect(!watch.disturbances.contains(.busyDuring))
    }

    @Test func saysNothingWithoutAMeter() {
        var watch = watch()
        watch.begin(processorTime: nil)
        watch.end(nanoseconds: 1_000_000, processorTime: nil)
        #expect(watch.foreignLoadDuring == nil)
    }

    @Test func marksASlowGovernorUnlessTheGateIsOff() {
        #expect(watch(slow: true).disturbances == [.frequencyGovernor])
        #expect(watch(.off, slow: true).disturbances.isEmpty)
    }

    @Test func seesABusyProcessor() {
        let before = MachineSnapshot.take(of: [])
        let end = Date().addingTimeInterval(0.3)
        while Date() < end {}
        let after = MachineSnapshot.take(of: [])
        #expect(after.busyTime(since: before, on: after.processors) >= 100_000_000)
        #expect(before.busyTime(since: after, on: after.processors) == 0)
    }
}
