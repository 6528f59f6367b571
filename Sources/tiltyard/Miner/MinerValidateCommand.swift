import Arena
import ArgumentParser
import Chain
import Intake
import Rules

/// Looks at code as a validator's intake will.
struct MinerValidateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Check that a file, or code at an address, can be handed in.",
        discussion: """
            Fetches it as a validator will and looks at its form; nothing is run, paid or committed. Where there is an \
            arena, it also says what that would refuse it for: a hotkey that commits too soon, code that was committed \
            before, a fee that cannot be paid. Exit status 1: it would be refused. 4: it could not be fetched.
            """
    )

    @Argument(help: "A file such as train.py, or an http or https address of one.")
    var code: String

    @OptionGroup(title: "Wallet")
    var wallet: WalletOptions

    @OptionGroup(title: "Network")
    var network: NetworkOptions

    @OptionGroup(title: "Network")
    var subnet: SubnetOptions

    @OptionGroup(title: "Fee")
    var fee: FeeOptions

    @OptionGroup(title: "Arena")
    var arena: ArenaOptions

    @Flag(help: "Print the findings as JSON.")
    var json = false

    private struct Report: Encodable {
        var source: String
        var codeHash: String
        var bytes: Int
        var bytesLimit: Int
        var commitmentBytes: Int
        var commitmentLimit = CodeCommitment.maximumBytes
        /// Missing for a file, which public networks do not take.
        var publicCommitmentBytes: Int?
        var publicCommitmentLimit = Candidate.publicLimit
        /// Missing where there is no arena.
        var preflight: Preflight?

        enum CodingKeys: String, CodingKey {
            case source, bytes, preflight
            case codeHash = "code_hash"
            case bytesLimit = "bytes_limit"
            case commitmentBytes = "commitment_bytes"
            case commitmentLimit = "commitment_limit"
            case publicCommitmentBytes = "public_commitment_bytes"
            case publicCommitmentLimit = "public_commitment_limit"
        }
    }

    func run() async throws {
        let rules = try arena.rules
        let candidate = try await Self.candidate(code, limits: rules.intake)
        let report = Report(
            source: code,
            codeHash: candidate.commitment.hash.text,
            bytes: candidate.code.count,
            bytesLimit: rules.intake.code.bytes,
            commitmentBytes: candidate.commitmentBytes,
            publicCommitmentBytes: candidate.publicCommitmentBytes,
            preflight: try await preflight(candidate, rules)
        )
        if json { try Terminal.json(report) } else { for line in lines(report) { Terminal.line(line) } }
        if report.preflight?.reasons.isEmpty == false { throw ExitStatus.rejected.exit }
    }

    private func preflight(_ candidate: Candidate, _ rules: Preset) async throws -> Preflight? {
        let home = arena.folder
        let node = try network.node(for: home)
        guard home.exists || node != nil else { return nil }
        guard let chain = try await subnet.open(home, node) as? any Chain & Treasury else { return nil }
        let chosen = wallet.wallet(home)
        let isThere = chosen.hotkeys.contains(wallet.hotkeyName)
        return try await Preflight.read(
            candidate.commitment,
            by: isThere ? chosen.load(wallet.hotkeyName).hotkey : nil,
            payer: try rules.fee == nil ? nil : fee.payer(chosen, on: chain, registrar: subnet.payer)?.account,
            home: home,
            chain: chain,
            preset: rules
        )
    }

    /// Reads or fetches code and checks its form.
    static func candidate(_ code: String, limits: IntakeLimits) async throws -> Candidate {
        guard Candidate.isAddress(code) else {
            do {
                return try Candidate.read(file: code, limits: limits)
            } catch let error as IntakeError where error.code == .fetchFailed {
                throw CommandFailure(.notFound, error.sentence)
            }
        }
        Terminal.progress("fetching \(code)")
        // An address never leads to the folder of uploads.
        let fetcher = Fetcher(limits: limits, uploads: "")
        return try await Candidate.fetch(url: code, fetcher: fetcher, limits: limits)
    }

    private func lines(_ report: Report) -> [String] {
        var pairs = [
            ("code", "\(report.bytes) of \(report.bytesLimit) bytes"),
            ("hash", report.codeHash),
            ("commitment", "\(report.commitmentBytes)/\(report.commitmentLimit) bytes on the local network"),
        ]
        if let bytes = report.publicCommitmentBytes {
            let limit = report.publicCommitmentLimit
            let note = bytes > limit ? "; too long, use a shorter address" : ""
            pairs.append(("", "\(bytes)/\(limit) bytes on public networks, with half the hash\(note)"))
        } else {
            pairs.append(("", "a file on this machine can be handed in on the local network only"))
        }
        if let preflight = report.preflight {
            if preflight.dueRao > 0 { pairs.append(("fee", "\(preflight.dueRao) rao are to be paid")) }
            pairs += preflight.reasons.map { ("refused", "\($0.code): \($0.sentence)") }
            pairs += preflight.notes.map { ("note", $0.sentence) }
        }
        return Fields(pairs).lines
    }
}
