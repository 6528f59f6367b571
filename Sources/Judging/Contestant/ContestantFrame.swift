/// The few things that a contestant can say.
///
/// Its word decides nothing but its own failure.
enum ContestantFrame: Equatable {
    case hello
    case ready
    case done(nonce: [UInt8])
    case failed(code: VerdictCode, message: String)
    case malformed

    /// The longest frame that is taken.
    static let limit = 4096
    static let nonceLength = 16

    init(_ bytes: [UInt8]) {
        switch (bytes.first, bytes.count) {
        case (UInt8(ascii: "H"), 1): self = .hello
        case (UInt8(ascii: "R"), 1): self = .ready
        case (UInt8(ascii: "D"), 1 + Self.nonceLength): self = .done(nonce: Array(bytes.dropFirst()))
        case (UInt8(ascii: "F"), _):
            let parts = bytes.dropFirst().split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
            let word = parts.first.map { String(decoding: $0, as: UTF8.self) } ?? ""
            let message = parts.count > 1 ? String(decoding: parts[1], as: UTF8.self) : ""
            if let code = VerdictCode(contestantReports: word) {
                self = .failed(code: code, message: ContestantLog.printable(message))
            } else {
                self = .malformed
            }
        default: self = .malformed
        }
    }

    /// The frame that starts a timed run.
    static func go(nonce: [UInt8]) -> [UInt8] { [UInt8(ascii: "G")] + nonce }
}

/// The frame that opens the load box.
struct LoadRequest<Workload: Encodable>: Encodable {
    var verb = "load"
    var contract: String
    var workload: Workload
    var steps: Int
    var warmupSteps: Int
    var threads: Int
    var submission: String

    enum CodingKeys: String, CodingKey {
        case verb, contract, workload, steps, threads, submission
        case warmupSteps = "warmup_steps"
    }
}
