import Arena
import ArgumentParser
import Chain
import Records
import Rules

/// Sends a balance back.
struct TournamentRefundCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "refund",
        abstract: "Send a coldkey's balance back to it, or a part of it.",
        discussion: """
            Fees that are held for entries are not part of the balance. The refund is noted first and then sent under its \
            identifier. Given again after a crash, what was noted and not sent is sent, and nothing else. Whoever cannot \
            know whether it was sent names it with --id: one identifier is sent once, however often it is given.
            """
    )

    @Argument(help: "The coldkey.")
    var coldkey: String

    @Option(help: "How much, in rao. Default: all of it.")
    var rao: UInt64?

    @Option(help: "The refund's identifier. Default: a new one.")
    var id: String?

    @Option(help: "Why, in one sentence.")
    var reason = ""

    @OptionGroup var already: PaidAlready

    @OptionGroup(title: "Arena")
    var homeOptions: HomeOptions

    func validate() throws { try WithdrawalDesk.check(id: id, rao: rao) }

    func run() async throws {
        guard Hotkey(coldkey) != nil else { throw ValidationError("'\(coldkey)' is no coldkey") }
        let desk = try await WithdrawalDesk(try homeOptions.existing)
        try await desk.send(.refund, to: coldkey, rao: rao, id: id, reason: reason, already.paidIn)
    }
}

/// Burns fees that were earned.
struct TournamentBurnCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "burn",
        abstract: "Send fees that were earned where nobody can spend them."
    )

    @Option(help: "How much, in rao. Default: all that was earned.")
    var rao: UInt64?

    @Option(help: "The burn's identifier. Default: a new one.")
    var id: String?

    @Option(help: "Why, in one sentence.")
    var reason = ""

    @OptionGroup var already: PaidAlready

    @OptionGroup(title: "Arena")
    var homeOptions: HomeOptions

    func validate() throws { try WithdrawalDesk.check(id: id, rao: rao) }

    func run() async throws {
        let desk = try await WithdrawalDesk(try homeOptions.existing)
        try await desk.send(.burn, to: "", rao: rao, id: id, reason: reason, already.paidIn)
    }
}

/// What an arena that was restored has to be told.
struct PaidAlready: ParsableArguments {
    @Option(
        help: """
            Send nothing: it was paid in this block, and the records do not know of it, since they were restored from a \
            backup.
            """
    )
    var paidIn: UInt64?
}

/// Sends amounts out of the arena.
private struct WithdrawalDesk {
    private let cashier: Cashier

    init(_ home: Home) async throws {
        let records = try Records.open(at: home.records)
        guard try await !records.hasSubmissionFees() else {
            throw CommandFailure(
                .rejected,
                "the fees of a standing contest are paid to the network and not to this arena, so that it can send none back"
            )
        }
        let (chain, validator) = try await home.openTreasury()
        cashier = Cashier(records: records, treasury: chain, account: validator)
    }

    /// Refuses what can be told from the command line alone.
    static func check(id: String?, rao: UInt64?) throws {
        if let id, !Withdrawal.isIdentifier(id) { throw ValidationError("--id must have 1 to 128 bytes") }
        if rao == 0 { throw ValidationError("--rao must be 1 or more") }
    }

    func send(
        _ kind: Withdrawal.Kind,
        to coldkey: String,
        rao: UInt64?,
        id: String?,
        reason: String,
        _ paidIn: UInt64?
    ) async throws {
        let sent: Withdrawal
        if let paidIn {
            sent = try await cashier.acknowledge(kind, to: coldkey, rao: rao, id: id, in: paidIn, reason: reason)
        } else {
            sent = try await cashier.pay(kind, to: coldkey, rao: rao, id: id, reason: reason)
        }
        let what = kind == .burn ? "burned" : "sent to \(coldkey)"
        let when = (sent.block ?? paidIn).map { ", in block \($0) already" } ?? ""
        Terminal.line("\(StrangeText.escaped(sent.id)): \(sent.rao) rao \(what)\(when)")
    }
}
