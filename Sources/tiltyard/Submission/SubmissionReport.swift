import Arena

/// One submission for a terminal.
struct SubmissionReport {
    let view: SubmissionView

    var lines: [String] {
        [Terminal.styled(view.submission, .bold) + "  " + verdict] + (view.sentence.map { ["", $0] } ?? [])
            + [""] + facts + section("Checks", CheckTable.lines(view.checks)) + missingChecks
            + section("Runs", runs) + [""] + log
    }

    private var verdict: String {
        guard let code = view.code else { return Terminal.styled(view.state, .yellow) + "; no verdict yet" }
        let isAccepted = view.outcome == "accepted"
        let fault = view.fault.map { ", \(Self.words(forFault: $0))" } ?? ""
        // The code of an accepted submission is the same word once more.
        let reason = code == view.outcome ? "" : Terminal.styled(code, .bold)
        return Terminal.styled(view.outcome ?? "", isAccepted ? .green : .red) + (reason.isEmpty ? "" : "  \(reason)")
            + fault
    }

    private static func words(forFault fault: String) -> String {
        switch fault {
        case "competitor": "by the submission's own doing"
        case "infrastructure": "by the machine's doing; it costs the competitor nothing"
        case "task": "because the task was wrong; it costs the competitor nothing"
        default: fault
        }
    }

    private var facts: [String] {
        var pairs = [
            ("hotkey", view.hotkey), ("code", view.codeHash + (view.codeBytes.map { ", \($0) bytes" } ?? "")),
            ("source", view.url), ("committed", "block \(view.committedAt), revealed in block \(view.revealBlock)"),
        ]
        if let preset = view.preset, let hash = view.presetHash {
            let attempts = view.attempts > 1 ? ", attempt \(view.attempts)" : ""
            pairs.append(("rules", "\(preset) \(hash.prefix(12))…"))
            pairs.append(("epoch", "\(view.epoch ?? 0), \(view.isEpochClosed ? "closed" : "open")\(attempts)"))
        }
        if let speed = view.tokensPerSecond {
            let mfu = view.mfu.map { ", MFU \(Numbers.fixed($0 * 100, 1)) %" } ?? ""
            let rank = view.rank.map { ", rank \($0)" } ?? ""
            let crown = view.isChampion ? ", champion" : ""
            pairs.append(("score", "\(Numbers.grouped(speed)) tokens/s\(mfu)\(rank)\(crown)"))
        }
        return Fields(pairs).lines
    }

    private var missingChecks: [String] {
        guard view.checks.isEmpty, view.preset != nil, view.outcome != nil else { return [] }
        return ["", "the rules that it was judged by are not at hand, so limits are not shown"]
    }

    private func section(_ title: String, _ lines: [String]) -> [String] {
        lines.isEmpty ? [] : ["", Terminal.styled(title, .bold), ""] + lines
    }

    private var runs: [String] {
        guard !view.runs.isEmpty else { return [] }
        var table = Table([
            ("run", .right), ("wall", .right), ("tokens/s", .right), ("freeze", .right), ("update error", .right),
            ("projection", .right), ("others before", .right), ("", .left),
        ])
        for run in view.runs {
            table.add([
                "\(run.run)", run.nanoseconds.map(Numbers.seconds) ?? "-",
                run.tokensPerSecond.map { Numbers.grouped($0) } ?? "-",
                run.freezingNanoseconds.map { "\($0 / 1000) µs" } ?? "-",
                run.updateError.map { Numbers.fixed($0, 5) } ?? "-", run.projection.map { Numbers.fixed($0, 5) } ?? "-",
                run.foreignLoad.map { Numbers.fixed($0 * 100, 1) + " %" } ?? "-",
                (run.outcome == "verified" ? "" : run.outcome)
                    + (run.isMarked ? "* " + run.disturbances.joined(separator: ", ") : ""),
            ])
        }
        let note = view.runs.contains(where: \.isMarked) ? ["* measured on a busy or disturbed machine"] : []
        return table.lines + note
    }

    private var log: [String] {
        guard let folder = view.jobFolder else {
            return view.outcome == nil || view.preset == nil ? [] : Fields([("log", "no longer kept")]).lines
        }
        let names = view.logs.isEmpty ? "nothing was printed" : view.logs.joined(separator: ", ")
        return Fields([
            (
                "log",
                "tiltyard submission log \(view.submission)" + (view.isEpochClosed ? "" : ", once its epoch is closed")
            ),
            ("files", "\(folder): \(names)"),
        ]).lines
    }
}
