/// Every timed run of a submission.
struct RunColumns {
    let look: Look

    var columns: Columns<SubmissionReply.Run> {
        Columns(
            look: look,
            columns: [
                .init(title: "run", width: 3, isRight: true) { run, _ in look.line(Figure.fixed(run.run), .dim) },
                .init(title: "outcome", width: 16) { run, _ in
                    look.line(run.outcome, run.outcome == "verified" ? .good : .bad)
                },
                .init(title: "tokens/s", width: 10, isRight: true) { run, _ in
                    look.line(run.tokensPerSecond.map { Figure.fixed($0, abs($0) < 1000 ? 1 : 0) } ?? "", .bold)
                },
                .init(title: "time", width: 9, isRight: true) { run, _ in
                    look.line(run.nanoseconds.map { Figure.duration($0 / 1e9) } ?? "")
                },
                .init(title: "update error", width: 12, isRight: true, rank: 2) { run, _ in
                    look.line(run.updateError.map { Figure.short($0) } ?? "")
                },
                .init(title: "others' load", width: 12, isRight: true, rank: 3) { run, _ in
                    look.line(run.foreignLoad.map { Figure.percent($0) } ?? "")
                },
                .init(title: "", width: 8, rank: 1, stretches: true) { run, _ in
                    look.line(run.isMarked == true ? "  ~ busy" : "", .bad)
                },
            ]
        )
    }
}
