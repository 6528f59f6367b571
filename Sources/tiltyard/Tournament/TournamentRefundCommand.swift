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
            Fees that are held for entries are not part of the balance. The refund is noted first and sent under its \
            identifier: given again after a crash, it is sent once.
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

    @OptionGroup(title: "Arena")
    var homeOptions: HomeOptions

    func run() async throws {
        guard Hotkey(coldkey) != nil else { throw ValidationError("'\(coldkey)' is no coldkey") }
        let desk = try WithdrawalDesk(try homeOptions.existing)
        if let id, try await desk.goOn(with: id) { return }
        let held = try await desk.records.balances()[.available(coldkey: coldkey)] ?? 0
        guard let amount = rao ?? UInt64(exactly: held), amount > 0 else {
            throw CommandFailure(.rejected, "the coldkey \(coldkey) has no balance")
        }
        try await desk.send(.refund, to: coldkey, rao: amount, id: id, reason: reason)
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

    @OptionGroup(title: "Arena")
    var homeOptions: HomeOptions

    func run() async throws {
        let desk = try WithdrawalDesk(try homeOptions.existing)
        if let id, try await desk.goOn(with: id) { return }
        let held = try await desk.records.balances()[.income] ?? 0
        guard let amount = rao ?? UInt64(exactly: held), amount > 0 else {
            throw CommandFailure(.rejected, "no fees were earned that could be burned")
        }
        try await desk.send(.burn, to: "", rao: amount, id: id, reason: reason)
    }
}

/// Sends amounts out of the arena.
private struct WithdrawalDesk {
    let records: Records
    private let cashier: Cashier

    init(_ home: Home) throws {
        let (chain, validator) = try home.openOrFound(
            schedule: Schedule(
                blockTime: Seconds(1),
                revealBlocks: 1,
                tempoBlocks: 10,
                maximumSubmissionsPending: 1
            ),
            emission: ArenaOptions.emissionRao
        )
        records = try Records.open(at: home.records)
        cashier = Cashier(records: records, treasury: chain, account: validator)
    }

    /// Sends what was noted before under an identifier, unless it was sent; false when there is nothing of that name.
    func goOn(with id: String) async throws -> Bool {
        guard let known = try await records.withdrawals().first(where: { $0.id == id }) else { return false }
        try await cashier.send()
        Terminal.line("\(id): \(known.rao) rao, noted before")
        return true
    }

    func send(
        _ kind: Withdrawal.Kind,
        to coldkey: String,
        rao: UInt64,
        id: String?,
        reason: String
    ) async throws {
        let count = try await records.withdrawals().count
        let name = id ?? "\(kind.rawValue)-\(count + 1)"
        let withdrawal = Withdrawal(id: name, kind: kind, coldkey: coldkey, rao: rao, reason: reason)
        try await records.withdraw(withdrawal)
        try await cashier.send()
        Terminal.line("\(name): \(rao) rao \(kind == .burn ? "burned" : "sent to \(coldkey)")")
    }
}
