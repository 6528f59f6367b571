import Rules

/// What is said about a contestant that failed or is gone.
extension Contestant {
    static func goneSentence(_ code: VerdictCode) -> String {
        code == .endedBeforeReady
            ? "the submission ended before it was ready" : "the submission ended without reporting the end of its run"
    }

    static func intro(_ code: VerdictCode) -> String {
        switch code {
        case .notText: "the submission is not text"
        case .syntaxError: "the submission is not valid Python"
        case .importFailed: "importing the submission raised an error"
        case .missingFunction: "the submission lacks the contract's function"
        case .warmupFailed: "the submission failed in the warm-up"
        case .badResult: "the submission returned something that is not the contract's result"
        default: "the submission failed while training"
        }
    }
}
