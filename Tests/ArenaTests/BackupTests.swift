import Arena
import Chain
import Foundation
import Logging
import Records
import Rules
import Sandbox
import Testing

@Suite(.serialized)
struct BackupTests {
    private let arena: TestArena
    private let place = NSTemporaryDirectory() + "backup-\(UUID().uuidString)"

    init() throws {
        arena = try TestArena()
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    }

    private var backup: String { "\(place)/backup" }
    private var restored: Home { Home("\(place)/restored") }

    private func remove() throws {
        try arena.remove()
        try FileManager.default.removeItem(atPath: place)
    }

    private func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.posixPermissions] as? NSNumber).intValue
    }

    /// Nothing but what is expected lies where the backup went.
    private func expectNames(_ names: [String]) throws {
        #expect(try FileManager.default.contentsOfDirectory(atPath: place).sorted() == names)
    }

    private func expect(_ code: BackupError.Code, _ body: () throws -> some Any) throws {
        let error = #expect(throws: BackupError.self) { _ = try body() }
        #expect(error?.code == code)
    }

    @Test func aBackupOfARunningArenaGoesOn() async throws {
        try await arena.submit("100", as: "slow")
        try await arena.submit("200", as: "fast")
        let before = try await arena.run(ScriptedEngine()) { board in
            board.submissions.filter { $0.outcome != nil }.count == 2
        }
        // The arena's own connections stay open meanwhile, and one more submission is sealed.
        try await arena.submit("300", as: "late")
        let made = try arena.home.backUp(to: backup, withWallets: true)
        #expect(made.hasWallets)
        #expect(try BackupManifest.read(backup) == made)
        try expectNames(["backup"])
        #expect(try mode(backup) == 0o700)
        for file in made.files { #expect(try mode("\(backup)/\(file.path)") == 0o600) }

        #expect(try restored.restore(from: backup) == made)
        try expectNames(["backup", "restored"])
        #expect(try mode("\(restored.path)/chain.sqlite.key") == 0o600)
        let (chain, key) = try restored.openOrFound(schedule: arena.preset.schedule, emission: 1)
        #expect(key.hotkey == arena.key.hotkey)
        #expect(chain.identity == arena.chain.identity)
        let records = try Records.open(at: restored.records)
        let board = try await BoardView.read(records: records, chain: chain, preset: arena.preset)
        #expect(board.rows == before.rows)
        #expect(board.submissions.prefix(2) == before.submissions.prefix(2))
        for folder in ["", "/wallets/validator", "/uploads"] { #expect(try mode(restored.path + folder) == 0o700) }
        // What was sealed is revealed in the restored arena, and its code is there to be fetched.
        let late = try restored.wallet.load("late").hotkey.text
        let validator = CrusadeValidator(
            chain: chain,
            validator: key,
            records: records,
            engine: ScriptedEngine(),
            inspector: ScriptedInspector(),
            preset: arena.preset,
            home: restored,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }),
            rest: .milliseconds(5)
        )
        let score = try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await validator.run() }
            defer { group.cancelAll() }
            return try await scoreOfLate(late, records)
        }
        #expect(score == 300)
        try records.close()
        try chain.close()
        try remove()
    }

    /// Waits up to a minute until a hotkey's submission is judged.
    private func scoreOfLate(_ hotkey: String, _ records: Records) async throws -> Double? {
        for _ in 0..<6000 {
            let filter = SubmissionFilter(hotkeys: [hotkey], hasEnded: true)
            if let entry = try await records.list(filter, limit: 1).first { return entry.score }
            try await Task.sleep(for: .milliseconds(10))
        }
        return nil
    }

    @Test func keysStayBehindUnlessTheyAreAskedFor() throws {
        let made = try arena.home.backUp(to: backup, withWallets: false)
        #expect(!made.hasWallets)
        #expect(!FileManager.default.fileExists(atPath: "\(backup)/wallets"))
        _ = try restored.restore(from: backup)
        #expect(throws: ChainError.self) { try restored.openOrFound(schedule: arena.preset.schedule, emission: 1) }
        try remove()
    }

    @Test func nothingIsOverwritten() throws {
        try FileManager.default.createDirectory(atPath: backup, withIntermediateDirectories: true)
        try expect(.alreadyThere) { try arena.home.backUp(to: backup, withWallets: false) }
        try FileManager.default.removeItem(atPath: backup)
        _ = try arena.home.backUp(to: backup, withWallets: false)
        try FileManager.default.createDirectory(atPath: restored.path, withIntermediateDirectories: true)
        try Data("mine".utf8).write(to: URL(fileURLWithPath: "\(restored.path)/note"))
        try expect(.alreadyThere) { try restored.restore(from: backup) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: restored.path) == ["note"])
        try expectNames(["backup", "restored"])
        try remove()
    }

    @Test func aFolderWhereAValidatorWorksIsLeftAlone() throws {
        _ = try arena.home.backUp(to: backup, withWallets: false)
        try FileManager.default.createDirectory(atPath: restored.path, withIntermediateDirectories: true)
        var lock: Descriptor? = try restored.lock()
        try expect(.busy) { try restored.restore(from: backup) }
        #expect(lock != nil)
        lock = nil
        // The lock that a validator left behind is in nobody's way.
        _ = try restored.restore(from: backup)
        #expect(restored.exists)
        try remove()
    }

    /// Something that is wrong with a backup, and what is said about it.
    struct Fault: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let code: BackupError.Code
        let words: String
        let apply: @Sendable (String) throws -> Void
    }

    static let faults = [
        Fault(testDescription: "no folder", code: .missing, words: "there is no backup") {
            try FileManager.default.removeItem(atPath: $0)
        },
        Fault(testDescription: "no manifest", code: .foreign, words: "has no manifest.json") {
            try FileManager.default.removeItem(atPath: "\($0)/manifest.json")
        },
        Fault(testDescription: "another manifest", code: .foreign, words: "is not the manifest") {
            try write("{\"name\": \"something else\"}", "\($0)/manifest.json")
        },
        Fault(testDescription: "another form", code: .foreign, words: "of the form 'tiltyard backup 2'") {
            try edit("\($0)/manifest.json", "tiltyard backup 1", "tiltyard backup 2")
        },
        Fault(testDescription: "a newer schema", code: .foreign, words: "it has '9: future' in its records") {
            try edit("\($0)/manifest.json", "1: events", "9: future")
        },
        Fault(testDescription: "a path out of the folder", code: .foreign, words: "'../chain.sqlite'") {
            try edit("\($0)/manifest.json", "\"chain.sqlite\"", "\"../chain.sqlite\"")
        },
        Fault(testDescription: "no chain", code: .foreign, words: "names a file twice") {
            try edit("\($0)/manifest.json", "\"chain.sqlite\"", "\"records.sqlite\"")
        },
        Fault(testDescription: "a missing file", code: .damaged, words: "chain.sqlite is missing") {
            try FileManager.default.removeItem(atPath: "\($0)/chain.sqlite")
        },
        Fault(testDescription: "a link", code: .damaged, words: "no plain file") {
            try FileManager.default.moveItem(atPath: "\($0)/chain.sqlite", toPath: "\($0)/other")
            try FileManager.default.createSymbolicLink(
                atPath: "\($0)/chain.sqlite",
                withDestinationPath: "\($0)/other"
            )
        },
        Fault(testDescription: "no key", code: .damaged, words: "cannot be opened: the key file") {
            var manifest = try BackupManifest.read($0)
            manifest.files.removeAll { $0.path == "chain.sqlite.key" }
            try JSONEncoder().encode(manifest).write(to: URL(fileURLWithPath: "\($0)/manifest.json"))
        },
        Fault(testDescription: "a shorter file", code: .damaged, words: "records.sqlite has 100 bytes") {
            truncate("\($0)/records.sqlite", 100)
        },
        Fault(testDescription: "another byte", code: .damaged, words: "records.sqlite is damaged: its SHA-256") {
            let file = try #require(FileHandle(forUpdatingAtPath: "\($0)/records.sqlite"))
            try file.seek(toOffset: 5000)
            let byte = try #require(try file.read(upToCount: 1)?.first)
            try file.seek(toOffset: 5000)
            try file.write(contentsOf: Data([byte ^ 1]))
            try file.close()
        },
    ]

    private static func write(_ text: String, _ path: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }

    private static func edit(_ path: String, _ old: String, _ new: String) throws {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(text.contains(old))
        try write(text.replacingOccurrences(of: old, with: new), path)
    }

    @Test(arguments: faults)
    func aBackupThatIsNotWhatItShouldBeIsNamedAndLeavesNothing(_ fault: Fault) throws {
        _ = try arena.home.backUp(to: backup, withWallets: false)
        try fault.apply(backup)
        let error = #expect(throws: BackupError.self) { try restored.restore(from: backup) }
        #expect(error?.code == fault.code)
        #expect(error?.description.contains(fault.words) == true, "\(error as Any)")
        let left = try FileManager.default.contentsOfDirectory(atPath: place)
        #expect(left == (fault.code == .missing ? [] : ["backup"]))
        try remove()
    }

    @Test(arguments: [
        "/etc/passwd", "../records.sqlite", "jobs/x/result.json", "uploads/train.py", "uploads/../x.py",
        "wallets/../../hotkeys/a", "wallets/a/hotkeys/a.json", "wallets/a/hotkeys/.", "wallets/a/evidence.key",
        "validator.lock",
        "",
    ])
    func noOtherPathIsEverRestored(_ path: String) throws {
        _ = try arena.home.backUp(to: backup, withWallets: false)
        try Self.edit("\(backup)/manifest.json", "\"chain.sqlite\"", "\"\(path)\"")
        let error = #expect(throws: BackupError.self) { try restored.restore(from: backup) }
        #expect(error?.code == .foreign)
        #expect(error?.description.contains("names '\(path)', which is no part of an arena") == true)
        try remove()
    }
}
