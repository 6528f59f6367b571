import Foundation
import Glibc
import Rules
import Sandbox
import Testing

@testable import Judging

@Suite struct ReferenceCacheTests {
    private let folder: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    }

    private func cache(limit: Int = 1 << 20) throws -> ReferenceCache {
        ReferenceCache(folder: try Descriptor(opening: folder, O_RDONLY | O_DIRECTORY), limit: limit)
    }

    private func entry(_ byte: UInt8, size: Int = 4096) throws -> ReferenceCache.Entry {
        ReferenceCache.Entry(
            report: ReferenceReport(loss: 2.5, lossBefore: 6.25),
            content: try MemoryFile(named: "test", holding: [UInt8](repeating: byte, count: size))
        )
    }

    @Test func givesBackWhatItWasGiven() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let kept = try entry(7)
        try cache().keep(kept, as: "a")
        let found = try #require(try cache().find("a", size: 4096))
        #expect(found.report == kept.report)
        #expect(try found.content.digest() == kept.content.digest())
        #expect(try cache().find("b", size: 4096) == nil)
    }

    @Test func takesADamagedFileForMissing() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try cache().keep(try entry(7), as: "a")
        #expect(try cache().find("a", size: 8192) == nil, "shorter than it has to be")
        let file = try Descriptor(opening: "\(folder)/a", O_WRONLY)
        #expect(pwrite(file.number, "x", 1, 2000) == 1)
        #expect(try cache().find("a", size: 4096) == nil, "another content than its hash")
        try Data("{}".utf8).write(to: URL(fileURLWithPath: "\(folder)/c"))
        #expect(try cache().find("c", size: 4096) == nil, "no header")
    }

    @Test func keepsToItsLimit() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let small = try cache(limit: 10_000)
        let names = ["1", "2", "3"].map { String(repeating: $0, count: 64) }
        try Data(count: 20_000).write(to: URL(fileURLWithPath: "\(folder)/somebody's"))
        small.keep(try entry(0, size: 20_000), as: String(repeating: "4", count: 64))
        for (age, name) in names.enumerated() {
            small.keep(try entry(UInt8(age)), as: name)
            let date = Date(timeIntervalSince1970: 1_000_000 + Double(age))
            try? FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: "\(folder)/\(name)")
        }
        let left = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        #expect(left == names.dropFirst() + ["somebody's"], "the oldest goes, a stranger's stays")
    }

    @Test func everythingThatMattersIsInTheKey() throws {
        var workload = try Preset.named("demo").workload
        func key(steps: Int = 20, seed: String = "s", versions: [String] = ["v"]) throws -> String {
            try ReferenceCache.key(workload: workload, steps: steps, seed: seed, versions: versions)
        }
        var keys = [try key(), try key(steps: 21), try key(seed: "t"), try key(versions: ["w"])]
        workload.learningRate *= 2
        keys.append(try key())
        #expect(Set(keys).count == keys.count)
        #expect(try key() == key())
    }
}
