import Arena
import ArgumentParser
import Chain
import ChainNode
import Evidence
import Intake
import Records
import Rules
import Sandbox

/// How the program ends: numbers that scripts may rely on, listed in docs/commands.md.
enum ExitStatus: Int32, CaseIterable {
    /// All is well.
    case fine = 0
    /// A submission was rejected, or what was to be checked did not pass.
    case rejected = 1
    /// An arena, a file, a wallet or a submission is not there, or not there yet.
    case notFound = 3
    /// The network is not supported, or somebody on it cannot be reached.
    case unreachable = 4
    /// This machine cannot do it.
    case machineUnfit = 5
    /// Somebody else is at work in the same folder.
    case busy = 6
    /// A file is damaged, foreign or not safe to use.
    case damaged = 7
    /// Something is there already and is not overwritten.
    case alreadyThere = 8
    /// The command line is wrong.
    case usage = 64
    /// Anything else.
    case failed = 70

    /// Ends the program without another word.
    var exit: ExitCode { ExitCode(rawValue) }
}

extension ExitStatus {
    /// The status for an error of one of our modules; `failed` for others.
    init(of error: any Error) {
        self =
            switch error {
            case let error as CommandFailure: error.status
            case let error as IntakeError: Self.status(of: error)
            case let error as ArenaError: Self.status(of: error.code)
            case let error as ChainError: Self.status(of: error.code)
            case let error as RecordsError: Self.status(of: error.code)
            case let error as BackupError: Self.status(of: error.code)
            case let error as PresetError: Self.status(of: error)
            case is EvidenceProblem: .damaged
            case let error as BlockStoreError: Self.status(of: error.code)
            case is PayoutProblem, is Rules.Ledger.Refusal: .rejected
            case is SandboxError: .machineUnfit
            default: .failed
            }
    }

    private static func status(of code: BlockStoreError.Code) -> ExitStatus {
        switch code {
        case .unavailable: .failed
        case .busy: .busy
        case .foreign, .otherChain, .damaged: .damaged
        }
    }

    private static func status(of error: PresetError) -> ExitStatus {
        switch error {
        case .unknownName, .unreadable: .notFound
        case .calibration: .damaged
        default: .usage
        }
    }

    private static func status(of error: IntakeError) -> ExitStatus {
        if error.code == .lintFailed { return .machineUnfit }
        return error.isTransient ? .unreachable : .rejected
    }

    private static func status(of code: ArenaError.Code) -> ExitStatus {
        switch code {
        case .noArena, .unreadable: .notFound
        case .refused: .rejected
        case .busy: .busy
        case .unreachable: .unreachable
        default: .failed
        }
    }

    private static func status(of code: ChainError.Code) -> ExitStatus {
        switch code {
        case .walletMissing, .unknownBlock: .notFound
        case .walletExists, .alreadyExists: .alreadyThere
        case .walletInsecure, .walletInvalid, .unavailable, .wrongChain, .lostBlocks: .damaged
        case .unreachable, .disconnected, .timedOut, .malformedAnswer, .overloaded, .unsupported, .nodeFailed,
            .stateGone, .behind:
            .unreachable
        case .malformedCommitment, .invalidPayload, .notPermitted, .notRegistered, .refused, .expired, .walletLocked:
            .rejected
        case .badNonce, .full: .busy
        default: .failed
        }
    }

    private static func status(of code: RecordsError.Code) -> ExitStatus {
        switch code {
        case .unknownSubmission, .unknownEpoch, .unknownExecution: .notFound
        case .unavailable: .damaged
        default: .failed
        }
    }

    private static func status(of code: BackupError.Code) -> ExitStatus {
        switch code {
        case .missing: .notFound
        case .damaged, .foreign: .damaged
        case .alreadyThere: .alreadyThere
        case .busy: .busy
        case .unwritable: .failed
        }
    }
}

/// A command's own failure: one sentence, and how the program ends.
struct CommandFailure: Error, CustomStringConvertible {
    let status: ExitStatus
    let description: String

    init(_ status: ExitStatus, _ sentence: String) {
        self.status = status
        description = sentence
    }
}
