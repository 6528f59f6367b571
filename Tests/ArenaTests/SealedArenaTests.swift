import Chain
import Foundation
import Records
import Rules
import Testing

@testable import Arena

/// What an arena's folder shows of a submission before its reveal: the upload, and nothing else.
@Suite(.serialized)
struct SealedArenaTests {
    private let home = Home(NSTemporaryDirectory() + "sealed-\(UUID().uuidString)")
    private let code = Data("def inner_steps(): pass\n".utf8)

    /// The files in which a hash lies, as text or as bytes; what is uploaded is left out.
    private func files(with hash: CodeHash) throws -> [String] {
        let digits = Array(hash.text.utf8)
        let bytes = stride(from: 0, to: digits.count, by: 2).compactMap { place in
            UInt8(String(decoding: digits[place..<place + 2], as: UTF8.self), radix: 16)
        }
        let names = try FileManager.default.subpathsOfDirectory(atPath: home.path).filter { !$0.hasPrefix("uploads") }
        return names.sorted().filter { name in
            guard let data = FileManager.default.contents(atPath: "\(home.path)/\(name)") else { return false }
            // Half of the digits are what older tools committed to.
            return [Data(digits.prefix(32)), Data(bytes)].contains { data.range(of: $0) != nil }
        }
    }

    @Test(arguments: [nil, FeeRule(rao: 1000, leastShare: 0.9)])
    func beforeItsRevealNothingButTheUploadShowsASubmission(_ fee: FeeRule?) async throws {
        var preset = try Preset.named("demo")
        preset.fee = fee
        preset.schedule.blockTime = Seconds(600)
        let (chain, key) = try home.openOrFound(schedule: preset.schedule, emission: 1)
        let records = try Records.open(at: home.records)
        let pair = try home.wallet.create("sealed")
        try await chain.register(pair)
        try await chain.endow(pair.hotkey, rao: 5000, by: key)
        let file = NSTemporaryDirectory() + "sealed-\(UUID().uuidString).py"
        try code.write(to: URL(fileURLWithPath: file))
        let receipt = try await MinerClient(home: home, preset: preset).submit(file: file, as: "sealed")
        #expect(receipt.url == "upload:\(receipt.codeHash)")
        #expect(try await chain.balance(of: pair.hotkey) == 5000 - (fee?.rao ?? 0))
        let hash = CodeHash(of: code)
        #expect(try files(with: hash) == [])
        #expect(FileManager.default.fileExists(atPath: "\(home.uploads)/\(hash.text).py"))
        // Handed in again before its reveal: what is looked up is not shown either.
        _ = try await MinerClient(home: home, preset: preset).submit(file: file, as: "sealed")
        #expect(try await chain.balance(of: pair.hotkey) == 5000 - (fee?.rao ?? 0))
        #expect(try files(with: hash) == [])
        // Three blocks later the same look finds it.
        let later = try LocalChain.open(at: home.chain) { Date(timeIntervalSinceNow: 1800) }
        let revealed = try await later.revealedCommitments(after: 0).commitments
        #expect(revealed.count == 1)
        #expect(try CodeCommitment(parsing: #require(revealed.first).payload).url == receipt.url)
        #expect(try !files(with: hash).isEmpty)
        for database in [later, chain] { try database.close() }
        try records.close()
        try FileManager.default.removeItem(atPath: file)
        try FileManager.default.removeItem(atPath: home.path)
    }
}
