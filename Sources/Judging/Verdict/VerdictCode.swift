/// Every way an evaluation can end.
///
/// The raw value is stable: it is stored, published and scripted against.
package enum VerdictCode: String, Sendable, Hashable, Codable, CaseIterable {
    case accepted

    // The submission cannot be loaded.
    case notText = "not_text"
    case syntaxError = "syntax_error"
    case importFailed = "import_failed"
    case missingFunction = "missing_function"
    case warmupFailed = "warmup_failed"
    case endedBeforeReady = "ended_before_ready"
    case loadTimedOut = "load_timed_out"

    // It did not keep to the protocol.
    case spokeBeforeReady = "spoke_before_ready"
    case spokeBeforeGo = "spoke_before_go"
    case wrongNonce = "wrong_nonce"
    case spokeAfterDone = "spoke_after_done"
    case malformedFrame = "malformed_frame"

    // It did not finish the run.
    case trainingFailed = "training_failed"
    case badResult = "bad_result"
    case endedWithoutDone = "ended_without_done"
    case runTimedOut = "run_timed_out"
    case outOfMemory = "out_of_memory"
    case tooManyProcesses = "too_many_processes"
    case logLimitExceeded = "log_limit_exceeded"
    case wouldNotFreeze = "would_not_freeze"

    // Its training was not the training that was asked for.
    case nonFiniteWeights = "non_finite_weights"
    case updateError = "update_error"
    case projection
    case tensorUpdateError = "tensor_update_error"
    case tensorProjection = "tensor_projection"
    case firstMoment = "first_moment"
    case secondMoment = "second_moment"
    case tensorFirstMoment = "tensor_first_moment"
    case rowUpdateError = "row_update_error"

    // Its score is outside what the contest takes.
    case scoreTooLow = "score_too_low"
    case scoreImplausible = "score_implausible"

    // Not the competitor's doing.
    case torchMissing = "torch_missing"
    case refereeFailed = "referee_failed"
    case sandboxFailed = "sandbox_failed"
    case hostBusy = "host_busy"
    case notRankable = "not_rankable"
    case badPlan = "bad_plan"
    case badWorkload = "bad_workload"

    /// Who has to answer for the end.
    ///
    /// Only `competitor` costs the competitor anything.
    package enum Responsibility: String, Sendable, Hashable, Codable, CaseIterable {
        case nobody, competitor, infrastructure, task
    }

    /// Who has to answer for this end.
    package var responsibility: Responsibility {
        switch self {
        case .accepted: .nobody
        case .torchMissing, .refereeFailed, .sandboxFailed, .hostBusy, .notRankable: .infrastructure
        case .badPlan, .badWorkload: .task
        default: .competitor
        }
    }

    /// Whether a challenger that ends a run of a title match like this has lost the match, and not the pair only.
    ///
    /// These say that the training was not the training, or that the protocol was broken: an evaluation under the same
    /// rules would be rejected. A run that merely fails costs the pair.
    package var forfeitsMatch: Bool {
        switch self {
        case .spokeBeforeReady, .spokeBeforeGo, .wrongNonce, .spokeAfterDone, .malformedFrame, .wouldNotFreeze: true
        case .nonFiniteWeights, .updateError, .projection, .tensorUpdateError, .tensorProjection, .firstMoment,
            .secondMoment, .tensorFirstMoment, .rowUpdateError:
            true
        case .badResult, .scoreImplausible: true
        default: false
        }
    }

    /// The code for a failure that the contestant's side reports about itself; `nil` for words it may not use.
    init?(contestantReports word: String) {
        let known: [VerdictCode] = [
            .notText, .syntaxError, .importFailed, .missingFunction, .warmupFailed, .trainingFailed, .badResult,
        ]
        guard let code = known.first(where: { $0.rawValue == word }) else { return nil }
        self = code
    }
}
