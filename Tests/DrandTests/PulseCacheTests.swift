import Foundation
import Synchronization
import Testing

@testable import Drand
@testable import Timelock

/// Pulses on disk: those that were fetched, and recordings.
@Suite struct PulseCacheTests {
    private let drand: OwnDrand
    private let folder: URL

    init() throws {
        drand = try OwnDrand()
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("drand-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func settings(_ endpoint: String) -> DrandSettings {
        var settings = drand.settings([endpoint])
        settings.cacheFolder = folder.appendingPathComponent("pulses").path
        return settings
    }

    private func file(_ round: Int) -> URL { folder.appendingPathComponent("pulses/\(round)") }

    @Test func aPulseIsFetchedOnceAndKept() async throws {
        try await Relay.run(drand.honest()) { relay in
            for _ in 0..<2 { _ = try await drand.ask(settings(relay.address)) }
            #expect(relay.requests.count == 2)
        }
        // The relay is gone.
        #expect(try await drand.ask(settings("http://127.0.0.1:1")).round.number == 100)
        try FileManager.default.removeItem(at: folder)
    }

    @Test(arguments: ["", "00", "nonsense"])
    func whatIsDamagedOnDiskIsFetchedAgain(_ content: String) async throws {
        try await Relay.run(drand.honest()) { relay in
            _ = try await drand.ask(settings(relay.address))
            try Data(content.utf8).write(to: file(100))
            #expect(try await drand.ask(settings(relay.address)).round.number == 100)
            #expect(try String(contentsOf: file(100), encoding: .utf8).count == 96)
        }
        try FileManager.default.removeItem(at: folder)
    }

    @Test func aPulseOfAnotherRoundOnDiskIsNotBelieved() async throws {
        try await Relay.run(drand.honest()) { relay in
            for round in [99, 100] as [UInt64] { _ = try await drand.ask(settings(relay.address), for: round) }
            try FileManager.default.removeItem(at: file(100))
            try FileManager.default.copyItem(at: file(99), to: file(100))
            let pulse = try await drand.ask(settings(relay.address))
            #expect(pulse == drand.key.pulse(of: try DrandRound(100), on: drand.chain))
        }
        try FileManager.default.removeItem(at: folder)
    }

    @Test func theOldestGoFirst() async throws {
        try await Relay.run(drand.honest()) { relay in
            var settings = settings(relay.address)
            settings.cachedPulses = 2
            for round in [97, 100, 98, 99] as [UInt64] { _ = try await drand.ask(settings, for: round) }
            let kept = try FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent("pulses").path)
            #expect(kept.sorted() == ["100", "99"])
        }
        try FileManager.default.removeItem(at: folder)
    }

    @Test func aFolderThatCannotBeMadeIsNamed() async throws {
        var settings = drand.settings(["http://127.0.0.1:1"])
        settings.cacheFolder = "/dev/null/pulses"
        let refused = settings
        #expect(await OwnDrand.code { _ = try await drand.ask(refused) } == .unwritableCache)
    }

    @Test func aPulseThatCannotBeKeptIsReturnedAllTheSame() async throws {
        let (drand, folder) = (drand, folder)
        let reported = Mutex<[DrandError.Code]>([])
        try await Relay.run(drand.honest()) { relay in
            var settings = drand.settings([relay.address])
            settings.cacheFolder = folder.path
            let moment = try drand.due(100)
            let report: @Sendable (DrandError) -> Void = { error in reported.withLock { $0.append(error.code) } }
            try await DrandClient.with(settings, now: { moment }, report: report) { client in
                // A folder that is gone takes no file from anybody, root included.
                try FileManager.default.removeItem(at: folder)
                #expect(try await client.pulse(of: DrandRound(99)).pulse.round.number == 99)
                #expect(try await client.newest().pulse.round.number == 100)
            }
        }
        #expect(reported.withLock { $0 } == [.unwritableCache, .unwritableCache])
    }

    @Test func recordingsAreReadAndVerified() throws {
        let file = folder.appendingPathComponent("recording").path
        let lines = try [5, 3].map { try drand.pulse($0) }
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: file))
        let pulses = try PulseRecording.read(file, of: drand.chain)
        #expect(pulses.map(\.pulse.round.number) == [5, 3])
        for (line, code) in [
            (try drand.pulse(6, signedFor: 7), DrandError.Code.forgedPulse), ("{}", .damagedRecording),
            ("[", .damagedRecording),
        ] {
            try Data((lines + [line]).joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: file))
            #expect(throws: DrandError(code, "")) { try PulseRecording.read(file, of: drand.chain) }
        }
        #expect(throws: DrandError(.damagedRecording, "")) { try PulseRecording.read("/dev/null/x", of: drand.chain) }
        try FileManager.default.removeItem(at: folder)
    }

    @Test(arguments: ["", "api.drand.sh", "ftp://x", "http://", "http://x?y", "http://x#y", "http://u:p@x"])
    func addressesThatAreNone(_ address: String) async throws {
        let settings = drand.settings([address])
        #expect(throws: DrandError(.invalidSettings, "")) { try settings.validate() }
    }

    @Test func settingsThatMakeNoSense() {
        let changes: [(inout DrandSettings) -> Void] = [
            { $0.endpoints = [] }, { $0.requestTime = .zero }, { $0.clockTolerance = .seconds(-1) },
            { $0.answerBytes = 0 }, { $0.cachedPulses = 0 }, { $0.retryDelays = .zero...Duration.seconds(1) },
        ]
        for change in changes {
            var settings = DrandSettings()
            change(&settings)
            #expect(throws: DrandError(.invalidSettings, "")) { try settings.validate() }
        }
    }
}
