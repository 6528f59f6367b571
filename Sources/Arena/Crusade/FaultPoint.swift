import FoundationEssentials
import Glibc

/// A labelled place in the validator's work at which a test can have the process killed.
///
/// The environment variable `TILTYARD_KILL_AT` names a place, and after a colon how often it is passed before: with
/// `result.accepted:2` the process kills itself when it gets there for the third time. Without the variable nothing
/// happens.
package enum FaultPoint: String, CaseIterable, Sendable {
    case feePaid = "fee.paid"
    case commitmentSent = "commitment.sent"
    case revealsRead = "reveals.read"
    case revealsStored = "reveals.stored"
    case codeFetched = "code.fetched"
    case codeInspected = "code.inspected"
    case codeStored = "code.stored"
    case copiesRefused = "copies.refused"
    case epochOpened = "epoch.opened"
    case executionBegun = "execution.begun"
    case jobCreated = "job.created"
    case judgeReported = "judge.reported"
    case judgeEnded = "judge.ended"
    case resultAccepted = "result.accepted"
    case matchOpened = "match.opened"
    case matchBegun = "match.begun"
    case matchAccepted = "match.accepted"
    case evidenceHalfWritten = "evidence.half_written"
    case evidenceSealed = "evidence.sealed"
    case weightsBegun = "weights.begun"
    case weightsOnChain = "weights.on_chain"
    case weightsRecorded = "weights.recorded"

    /// Kills the process if this is the place and the time.
    static func reach(_ point: FaultPoint) {
        guard let plan, plan.point == point, plan.passes.pass() else { return }
        kill(getpid(), SIGKILL)
    }

    private static let plan: Plan? = ProcessInfo.processInfo.environment["TILTYARD_KILL_AT"].flatMap(Plan.init)

    private struct Plan: Sendable {
        var point: FaultPoint
        var passes: Countdown

        init?(_ text: String) {
            let parts = text.split(separator: ":", maxSplits: 1)
            guard let point = parts.first.flatMap({ FaultPoint(rawValue: String($0)) }) else { return nil }
            self.point = point
            passes = Countdown(parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
        }
    }
}
