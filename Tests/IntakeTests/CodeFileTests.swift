import Foundation
import Intake
import Rules
import Testing

struct CodeFileTests {
    /// What is in a file and what has to be said about it.
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var content: Data
        var code: IntakeError.Code
    }

    static let cases = [
        Case(testDescription: "10 MB", content: Data(repeating: 0x23, count: 10_000_000), code: .tooLarge),
        Case(testDescription: "an image", content: Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x00]), code: .notText),
        Case(testDescription: "a saved web page", content: Data("<html></html>".utf8), code: .htmlPage),
        Case(testDescription: "another encoding", content: Data("# coding: latin-1\n".utf8), code: .notText),
        Case(testDescription: "nothing", content: Data(), code: .empty),
    ]

    @Test(arguments: cases)
    func refuses(_ wanted: Case) throws {
        let file = NSTemporaryDirectory() + "code-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: file) }
        try wanted.content.write(to: URL(fileURLWithPath: file))
        let error = #expect(throws: IntakeError.self) {
            try CodeFile.read(file, limits: try Preset.named("demo").intake)
        }
        #expect(error?.code == wanted.code)
    }

    @Test func namesAFileThatIsNotThere() throws {
        let error = #expect(throws: IntakeError.self) {
            try CodeFile.read("/nowhere/train.py", limits: try Preset.named("demo").intake)
        }
        #expect(error?.sentence == "cannot read /nowhere/train.py")
    }
}
