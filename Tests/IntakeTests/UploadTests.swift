import Foundation
import Rules
import Testing

@testable import Intake

@Suite struct UploadTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("uploads-\(UUID().uuidString)")
    private let code = Data("def inner_steps(): pass\n".utf8)

    private func fetch(_ hash: CodeHash, bytes: Int = 1000) async throws -> Data {
        let limits = IntakeLimits(code: ByteCount(bytes), fetchTime: Seconds(1))
        return try await Fetcher(limits: limits, uploads: folder.path).fetch(.upload(hash))
    }

    private func file(_ hash: CodeHash) -> URL { folder.appendingPathComponent("\(hash).py") }

    @Test func anUploadComesBackByItsHash() async throws {
        let hash = try UploadFolder(path: folder.path).store(code)
        #expect(hash == CodeHash(of: code))
        #expect(try UploadFolder(path: folder.path).store(code) == hash)
        #expect(try await fetch(hash) == code)
        #expect(try await fetch(hash, bytes: code.count) == code)
        await #expect(throws: IntakeError(.tooLarge, "")) { try await fetch(hash, bytes: code.count - 1) }
        try FileManager.default.removeItem(at: folder)
    }

    @Test func aMissingUploadIsAFailure() async throws {
        await #expect(throws: IntakeError(.fetchFailed, "")) { try await fetch(CodeHash(of: code)) }
    }

    @Test func aLinkIsNotFollowed() async throws {
        let hash = CodeHash(of: code)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let secret = folder.appendingPathComponent("secret")
        try code.write(to: secret)
        try FileManager.default.createSymbolicLink(at: file(hash), withDestinationURL: secret)
        await #expect(throws: IntakeError(.fetchFailed, "")) { try await fetch(hash) }
        try FileManager.default.removeItem(at: folder)
    }

    @Test func aFolderOrPipeIsNotRead() async throws {
        let hash = CodeHash(of: code)
        try FileManager.default.createDirectory(at: file(hash), withIntermediateDirectories: true)
        await #expect(throws: IntakeError(.fetchFailed, "")) { try await fetch(hash) }
        let other = CodeHash(of: Data("pipe".utf8))
        #expect(mkfifo(file(other).path, 0o600) == 0)
        await #expect(throws: IntakeError(.fetchFailed, "")) { try await fetch(other) }
        try FileManager.default.removeItem(at: folder)
    }
}
