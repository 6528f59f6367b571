import Testing

@testable import tiltyard

/// The line program by which scripts compare the time-lock with other software.
@Suite struct TimelockCommandTests {
    private static let signature = """
        b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125\
        e342b73a8dd2bacbe47e4b6b63ed5e39
        """

    @Test(arguments: ["-", "00", "c0ffee"])
    func whatIsSealedOpens(_ message: String) throws {
        let sealed = TimelockLine("seal 1000 \(message)").answer
        #expect(sealed.hasPrefix("ok "))
        #expect(TimelockLine("open 1000 \(Self.signature) \(sealed.dropFirst(3))").answer == "ok \(message)")
        #expect(TimelockLine("open 1001 \(Self.signature) \(sealed.dropFirst(3))").answer == "error forgedPulse")
    }

    @Test func weightsOpenAsTheyWereSealed() throws {
        let weights = "\(String(repeating: "ab", count: 32)) 7,0 65535,1 18446744073709551615"
        let sealed = TimelockLine("weights 1000 \(weights)").answer
        #expect(TimelockLine("unseal 1000 \(Self.signature) \(sealed.dropFirst(3))").answer == "ok \(weights)")
    }

    struct Case: CustomTestStringConvertible, Sendable {
        let line: String
        let answer: String
        var testDescription: String { line }
    }

    @Test(arguments: [
        Case(line: "", answer: "error badRequest"),
        Case(line: "sing 1", answer: "error badRequest"),
        Case(line: "seal", answer: "error badRequest"),
        Case(line: "seal 0 00", answer: "error roundOutOfRange"),
        Case(line: "seal -1 00", answer: "error badRequest"),
        Case(line: "seal 1 0g", answer: "error badRequest"),
        Case(line: "open 1000 00 00", answer: "error wrongLength"),
        Case(line: "weights 1000 - 1,x 1 0", answer: "error badRequest"),
        Case(line: "commitment 1692803367 1 3", answer: "ok 1"),
        Case(line: "commitment 0 1 3", answer: "error roundOutOfRange"),
        Case(line: "commitment nan 1 3", answer: "error badRequest"),
        Case(line: "legacy 1692803367 0 1 10 1 3", answer: "ok 12"),
        Case(line: "stateful 1692803367 0 0 0 10 0 1 3", answer: "ok 13"),
        Case(line: "stateful 1692803367 0 0 0 0 0 1 3", answer: "error tempoOutOfRange"),
        Case(line: "time sleep 1", answer: "error badRequest"),
    ])
    func lines(_ test: Case) { #expect(TimelockLine(test.line).answer == test.answer) }

    @Test func timesAreSeconds() throws {
        for operation in ["pairing", "verify", "seal", "open"] {
            let answer = TimelockLine("time \(operation) 1").answer
            let seconds = try #require(Double(answer.dropFirst(3)))
            #expect(seconds > 0)
        }
    }

    @Test func theProgramAnswersEachLine() async throws {
        let answers = try await Program.run(["timelock"])
        #expect(answers.status == 0)
        #expect(answers.text.isEmpty)
    }
}
