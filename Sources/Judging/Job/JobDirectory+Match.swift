package import FoundationEssentials
import Glibc

extension JobDirectory {
    /// The names of the files that go into a title match's folder.
    package static let matchInputs = ["match.json", "challenger.py", "champion.py"]

    /// Whether a title match is to be judged here, and not an evaluation.
    package var isMatch: Bool { access("\(path)/match.json", F_OK) == 0 }

    /// Makes the folder of a title match and puts the inputs in.
    ///
    /// The plan comes last: a folder without one was never finished.
    ///
    /// - Parameters:
    ///   - plan: What to judge.
    ///   - challenger: The bytes of the challenger's code.
    ///   - champion: Those of the champion's.
    /// - Throws: `JobError` when the folder is there already or cannot be written.
    package func create(match plan: MatchPlan, challenger: Data, champion: Data) throws {
        try makeFolder()
        try write(challenger, as: "challenger.py")
        try write(champion, as: "champion.py")
        try write(try Self.encoder.encode(plan), as: "match.json")
    }

    /// Reads the plan of a title match.
    package func matchPlan() throws -> MatchPlan {
        try JSONDecoder().decode(MatchPlan.self, from: try read("match.json", limit: 16 << 20))
    }

    /// Reads a side's code.
    ///
    /// - Parameters:
    ///   - side: `challenger` or `champion`.
    ///   - limit: The most bytes it may have.
    /// - Returns: The bytes.
    /// - Throws: `JobError` when it is longer or cannot be read.
    package func code(ofSide side: String, limit: Int) throws -> Data { try read("\(side).py", limit: limit) }

    /// Reads the result of a title match, or `nil` while there is none.
    package func matchResult() throws -> MatchResult? {
        guard hasResult else { return nil }
        return try JSONDecoder().decode(MatchResult.self, from: try read("result.json", limit: 64 << 20))
    }

    /// Publishes the result of a title match; a reader sees all of it or nothing.
    package func publish(_ result: MatchResult) throws {
        try write(try Self.encoder.encode(result), as: "result.json")
    }
}
