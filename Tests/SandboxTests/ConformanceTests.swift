import Conformance
import Foundation
import Sandbox
import TestSupport
import Testing

/// Every promise on bubblewrap, and some of them on what else this machine has.
@Suite(.serialized)
struct ConformanceTests {
    private static let bubblewrap = EngineUnderTest(name: "bubblewrap") { mounts in
        try TestLauncher.start(mounts: mounts)
    }

    private static let withoutControlGroups = EngineUnderTest(name: "no control groups") { mounts in
        try TestLauncher.start(mounts: mounts, usesCgroups: false)
    }

    private static let podman = EngineUnderTest(name: "podman") { mounts in
        try TestLauncher.start(engine: .podman, mounts: mounts)
    }

    /// Whether podman and the image are there; they are no part of what the tests need.
    private static let hasPodman = (try? podman.start([])) != nil

    @Test(arguments: Promise.all)
    func keepsPromise(_ promise: Promise) throws {
        let finding = promise.judge(try Trial(Self.bubblewrap))
        #expect(finding.state != .broken, "\(finding.detail)")
    }

    /// What is lost without control groups is said, not broken; everything else is kept.
    @Test(arguments: Promise.all.filter { !$0.needs.isEmpty || $0.area == .processes })
    func saysWhatItCannotKeepWithoutControlGroups(_ promise: Promise) throws {
        let finding = promise.judge(try Trial(Self.withoutControlGroups))
        #expect(finding.state != .broken, "\(finding.detail)")
        let isLost = promise.needs.contains { $0 != .ownUser }
        #expect(isLost == (finding.state == .degraded), "\(finding.detail)")
    }

    /// One promise of every area, and all that tell the limits apart.
    private static let podmanPromises = Promise.all.filter { promise in
        promise.area == .limits || Promise.all.first { $0.area == promise.area }?.name == promise.name
    }

    @Test(.enabled(if: hasPodman, "this machine has no podman, or not its image"), arguments: podmanPromises)
    func keepsPromiseByPodman(_ promise: Promise) throws {
        let finding = promise.judge(try Trial(Self.podman))
        #expect(finding.state == .kept, "\(finding.detail)")
    }

    @Test func hasAtLeastFortyPromisesOfDifferentNames() {
        #expect(Set(Promise.all.map(\.name)).count == Promise.all.count)
        #expect(Promise.all.count >= 40)
        #expect(Set(Promise.all.map(\.area)).count == Promise.Area.allCases.count)
    }
}
