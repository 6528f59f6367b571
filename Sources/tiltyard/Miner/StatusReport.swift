import Arena

/// A competitor's status for a terminal.
struct StatusReport {
    let status: MinerStatus

    var lines: [String] { chain + [""] + key + [""] + submissions }

    private var chain: [String] {
        Fields([
            ("network", status.network),
            ("block", "\(status.block), one every \(Numbers.trimmed(status.blockSeconds)) s"),
            ("tempo", "\(status.tempoBlocks) blocks; a commitment is sealed for \(status.revealBlocks)"),
            (
                "payout",
                "\(Numbers.tokens(status.emissionRao)) at block \(status.nextPayoutBlock), in at most "
                    + "\(Numbers.trimmed(status.secondsToPayout)) s"
            ),
            ("rules", status.preset),
        ]).lines
    }

    private var key: [String] {
        let name = "\(status.key.wallet)/\(status.key.hotkey)"
        guard let address = status.key.address else {
            return Fields([("hotkey", "\(name) is not there; make it with tiltyard wallet create")]).lines
        }
        let place =
            status.key.uid.map { "uid \($0) of \(status.participants) participants" }
            ?? "not yet; the first submission does it"
        return Fields([
            ("hotkey", "\(name)  \(address)"), ("registered", place),
            ("paid", Numbers.tokens(status.key.paidRao ?? 0)),
        ]).lines
    }

    private var submissions: [String] {
        let sealed = status.sealed.map { "sealed until block \($0.revealBlock), committed in block \($0.committedAt)" }
        guard !status.submissions.isEmpty else { return sealed.isEmpty ? ["no submissions yet"] : sealed }
        let earlier = status.submissionCount - status.submissions.count
        let command = "tiltyard submission list --hotkey \(status.key.hotkey)"
        let note = earlier > 0 ? ["and \(earlier) earlier ones: \(command)"] : []
        return SubmissionTable.lines(status.submissions, withHotkey: false) + note + sealed
    }
}
