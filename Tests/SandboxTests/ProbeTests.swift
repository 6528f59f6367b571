import Conformance
import Sandbox
import TestSupport
import Testing

/// The probes themselves: they must see a wall that is missing.
struct ProbeTests {
    /// Something that a sandbox may do, told as if it were forbidden.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let code: String
    }

    static let allowed = [
        Case(testDescription: "a call that works", code: "open('/tmp/x', 'w')"),
        Case(testDescription: "a call that fails for its arguments", code: "call('read', -1, page, 1)"),
        Case(testDescription: "an error that no wall gives", code: "open('/usr/bin')"),
    ]

    @Test(arguments: allowed)
    func noticesAMissingWall(_ each: Case) throws {
        let trial = try Trial(EngineUnderTest(name: "bubblewrap") { try TestLauncher.start(mounts: $0) })
        let promise = Promise.refusing(each.code)
        #expect(promise.judge(trial).state == .broken)
    }

    @Test func callsBrokenWhatCannotBeTried() throws {
        let trial = try Trial(EngineUnderTest(name: "bubblewrap") { try TestLauncher.start(mounts: $0) })
        let finding = Promise.refusing("no_such_name()").judge(trial)
        #expect(finding.state == .broken)
        #expect(finding.detail.contains("no_such_name"))
    }

    @Test func writesAMatrix() throws {
        let engine = EngineUnderTest(name: "bubblewrap") { try TestLauncher.start(mounts: $0) }
        let promises = [Promise.refusing("open('/x', 'w')"), Promise.refusing("open('/tmp/x', 'w')")]
        let matrix = Matrix(promises, columns: [try Matrix.Column(engine, promises) { _, _ in }])
        #expect(matrix.brokenCells == 1)
        #expect(
            matrix.markdown == [
                "## Files", "", "| A sandbox … | Tried | bubblewrap |", "| --- | --- | --- |",
                "| is refused open('/x', 'w') | it | **kept** EROFS: it |",
                "| is refused open('/tmp/x', 'w') | it | **broken** did it!: it |",
            ]
        )
    }
}
