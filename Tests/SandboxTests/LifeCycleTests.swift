import Conformance
import Foundation
import Sandbox
import TestSupport
import Testing

@Suite(.serialized)
struct LifeCycleTests {
    @Test func leavesNothingBehindWhenTheHostGoes() throws {
        var engine: LauncherClient? = try TestLauncher.start()
        var probe: Probe? = try Probe(try #require(engine), "answer(os.getpid())\ntime.sleep(1000)")
        #expect(try #require(probe).answer() != "")
        engine = nil
        probe = nil
        // The next launcher's first act is a sweep; none of ours may be there to be found once the server has ended.
        let deadline = Date().addingTimeInterval(20)
        while ownJobs().isEmpty == false, Date() < deadline { sched_yield() }
        #expect(ownJobs() == [])
    }

    private func ownJobs() -> [String] {
        let folder = "/sys/fs/cgroup/unified/tiltyard"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasPrefix("job-\(getpid())-") }
    }
}
