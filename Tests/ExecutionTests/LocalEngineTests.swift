import Execution
import Foundation
import Testing

struct LocalEngineTests {
    /// A folder of its own for each test, gone afterwards.
    final class Folder: Sendable {
        let path = NSTemporaryDirectory() + "execution-\(UUID().uuidString)"

        init() throws {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        }

        deinit {
            try? FileManager.default.removeItem(atPath: path)
        }
    }

    /// Collects what a job reports.
    actor Lines {
        private(set) var all: [String] = []

        func add(_ line: String) {
            all.append(line)
        }
    }

    /// A shell script in the place of the judge; the directory is its `$0`.
    func engine(_ script: String) -> LocalEngine {
        LocalEngine(executable: "/bin/sh", arguments: ["-c", script], isDetached: true)
    }

    @Test func reportsLinesInOrder() async throws {
        let folder = try Folder()
        let lines = Lines()
        let end = try await engine("echo one; echo two; echo three").execute(folder.path) { await lines.add($0) }
        #expect(end.isSuccess)
        #expect(await lines.all.map { $0.trimmingCharacters(in: .newlines) } == ["one", "two", "three"])
    }

    @Test func aBadEndIsAValue() async throws {
        let folder = try Folder()
        let end = try await engine("echo why >&2; exit 3").execute(folder.path) { _ in }
        #expect(!end.isSuccess)
        #expect(end.errorText == "why\n")
    }

    @Test func aMissingProgramIsAnError() async throws {
        let folder = try Folder()
        let engine = LocalEngine(executable: "\(folder.path)/nothing", arguments: [], isDetached: false)
        await #expect(throws: ExecutionError.self) { try await engine.execute(folder.path) { _ in } }
    }

    @Test func tellsFinishedFromLost() async throws {
        let folder = try Folder()
        #expect(await engine("").observe(folder.path) == .lost)
        _ = try await engine(#"echo {} > "$0/result.json""#).execute(folder.path) { _ in }
        #expect(await engine("").observe(folder.path) == .finished)
        #expect(await engine("").observe("\(folder.path)/nowhere") == .lost)
    }

    @Test func seesAJobThatSomebodyWorksOn() async throws {
        let folder = try Folder()
        let engine = engine(#"exec 9>"$0/lock"; flock -n 9 || exit 1; echo locked; read line < "$0/pipe""#)
        #expect(mkfifo("\(folder.path)/pipe", 0o600) == 0)
        let end = try await engine.execute(folder.path) { line in
            guard line.hasPrefix("locked") else { return }
            #expect(await engine.observe(folder.path) == .running)
            try? Data("go\n".utf8).write(to: URL(fileURLWithPath: "\(folder.path)/pipe"))
        }
        #expect(end.isSuccess)
        #expect(await engine.observe(folder.path) == .lost)
    }

    /// An engine whose judges may wait for their jobs: the first script does, the second judges from a cold start.
    func engine(waiting script: String, cold: String = "echo cold") -> LocalEngine {
        LocalEngine(
            executable: "/bin/sh",
            arguments: ["-c", cold],
            standbyArguments: ["-c", script],
            isDetached: true
        )
    }

    /// Waits for the line that a script writes to the folder's pipe.
    func said(_ folder: Folder) async throws -> String? {
        let lines = Lines()
        _ = try await engine(#"cat "$0/pipe""#).execute(folder.path) { await lines.add($0) }
        return await lines.all.first?.trimmingCharacters(in: .newlines)
    }

    @Test func handsTheJobToTheJudgeThatWaits() async throws {
        let (folder, other) = (try Folder(), try Folder())
        let lines = Lines()
        let engine = engine(waiting: "read order || exit 9; echo waited; exit 3")
        #expect(engine.standsBy)
        await engine.standBy(folder.path)
        #expect(try await engine.execute(other.path) { await lines.add($0) }.isSuccess)
        let end = try await engine.execute(folder.path) { await lines.add($0) }
        #expect(!end.isSuccess)
        #expect(try await engine.execute(folder.path) { await lines.add($0) }.isSuccess, "it has one job")
        #expect(await lines.all.map { $0.trimmingCharacters(in: .newlines) } == ["cold", "waited", "cold"])
    }

    @Test func aJudgeThatDiedBeforeItHadAJobIsNotMissed() async throws {
        let folder = try Folder()
        let lines = Lines()
        #expect(mkfifo("\(folder.path)/pipe", 0o600) == 0)
        let engine = engine(waiting: #"exec <&-; echo over > "$0/pipe"; exec sleep 1000"#)
        await engine.standBy(folder.path)
        #expect(try await said(folder) == "over")
        #expect(try await engine.execute(folder.path) { await lines.add($0) }.isSuccess)
        #expect(await lines.all.map { $0.trimmingCharacters(in: .newlines) } == ["cold"])
    }

    @Test func aJudgeWithoutAJobEndsWithItsEngine() async throws {
        let folder = try Folder()
        #expect(mkfifo("\(folder.path)/pipe", 0o600) == 0)
        await engine(waiting: #"read order || echo alone > "$0/pipe""#).standBy(folder.path)
        #expect(try await said(folder) == "alone")
    }

    @Test func cancellingEndsTheJob() async throws {
        let folder = try Folder()
        let lines = Lines()
        let engine = engine("echo $$; exec sleep 1000")
        let task = Task {
            try await engine.execute(folder.path) { line in
                await lines.add(line)
                withUnsafeCurrentTask { $0?.cancel() }
            }
        }
        _ = await task.result
        let process = try #require(await lines.all.first.flatMap { pid_t($0.trimmingCharacters(in: .newlines)) })
        #expect(kill(process, 0) == -1)
        #expect(errno == ESRCH)
    }
}
