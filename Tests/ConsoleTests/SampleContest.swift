@testable import Console

/// A contest to draw: figures as a board of title matches has them, all made up.
enum SampleContest {
    /// Noon of some day, in milliseconds since 1970.
    static let now = 1_772_366_400_000.0
    private static let hour = 3_600_000.0

    private static let scores: [(score: Double, band: Double)] = [
        (13_840, 1), (13_120, 2), (13_090, 2), (13_050, 2), (12_510, 3), (12_480, 3), (12_300, 4), (11_900, 5),
        (11_140, 6), (11_120, 6), (11_090, 6), (10_760, 7), (10_380, 8), (10_240, 8), (9_870, 9),
    ]

    static func id(_ number: Int) -> String { "s-" + String(repeating: "0", count: number < 10 ? 5 : 4) + "\(number)" }

    static func hotkey(_ number: Int) -> String {
        let names = ["5DAfzQ8mHkW", "5GrwvaEF5zX", "5FHneW46xGX", "5HpG9w8EBLe", "5CiPPseXPEC"]
        return names[number % names.count] + "bQy7r2JkTvN4sLmXc9DaU3eRfWpZh6gK\(number)Yt"
    }

    static let board = BoardReply(
        preset: "showcase",
        metric: "tps",
        block: 4213,
        threshold: 13_909.2,
        jump: .init(rule: "title-match", fraction: 0.005, leastScore: 13_563.2),
        rows: .init(items: scores.indices.map(row))
    )

    private static func row(_ index: Int) -> BoardReply.Row {
        let (score, band) = scores[index]
        return BoardReply.Row(
            rank: Double(index + 1),
            submission: id(19 - index),
            hotkey: hotkey(index),
            score: score,
            mfu: nil,
            isChampion: index == 0,
            isMarked: index == 5,
            interval: .init(lowest: score * 0.991, highest: score * 1.009),
            band: band
        )
    }

    static let history: HistoryReply = {
        var best = 0.0
        let points = scores.reversed().enumerated().map { index, row in
            best = max(best, row.score)
            return HistoryReply.Point(
                submission: id(index + 5),
                atMilliseconds: now - (216 - Double(index) * 15) * hour,
                score: row.score - (index % 4 == 2 ? 700 : 0),
                best: best,
                isCrowned: index % 5 == 4 || index == 0
            )
        }
        return HistoryReply(points: points, reigns: [.init(submission: id(19), fromBlock: 4102)])
    }()

    static let submissions: [SubmissionRow] =
        waiting + accepted + [
            refused(
                4,
                "update_error",
                "the weights moved differently from training: the update is off by 6.27 %, the limit is 0.167 %"
            ),
            refused(3, "forbidden_module", "Line 12 breaks a rule: ctypes may not be imported"),
        ]

    private static let waiting: [SubmissionRow] = [22, 21, 20].map { row($0, state: $0 == 20 ? "running" : "queued") }

    private static let accepted: [SubmissionRow] = board.rows.items.prefix(4).map { place in
        var summary = row(0, state: "judged")
        summary.submission = place.submission
        summary.hotkey = place.hotkey
        (summary.outcome, summary.score, summary.rank) = ("accepted", place.score, place.rank)
        summary.isChampion = place.isChampion
        return summary
    }

    private static func row(_ number: Int, state: String) -> SubmissionRow {
        SubmissionRow(
            submission: id(number),
            hotkey: hotkey(number),
            revealBlock: Double(4190 + number),
            state: state,
            isChampion: false
        )
    }

    private static func refused(_ number: Int, _ code: String, _ sentence: String) -> SubmissionRow {
        var row = row(number, state: "judged")
        (row.outcome, row.code, row.sentence) = ("rejected", code, sentence)
        return row
    }

    static let queue = QueueReply(
        evaluationSeconds: 95,
        places: (20...22).map { number in
            .init(
                submission: id(number),
                hotkey: hotkey(number),
                state: number == 20 ? "running" : "queued",
                position: Double(number - 20),
                expectedSeconds: 95 * Double(number - 19)
            )
        }
    )

    static let validator = ValidatorReply(
        status: "running",
        work: [.init(submission: id(20), champion: nil, startedMilliseconds: now - 41_000)],
        waiting: 3,
        accepted: 15,
        rejected: 4,
        failed: 0,
        judgedInLastHour: 6
    )

    static let snapshot = Snapshot(
        board: board,
        submissions: submissions,
        history: history,
        queue: queue,
        validator: validator,
        newest: EventReply(sequence: 90, atMilliseconds: now - 12_000, kind: "board.crowned", subject: id(19))
    )
}

extension SampleContest {
    static let verdict = Verdict(
        view: SubmissionReply(
            submission: id(4),
            hotkey: hotkey(4),
            codeHash: "9f2c4b7a10d3e58f66a1c0b2d4e6f8091a2b3c4d5e6f708192a3b4c5d6e7f809",
            codeBytes: 3120,
            committedAt: 4090,
            revealBlock: 4194,
            state: "judged",
            attempts: 1,
            outcome: "rejected",
            code: "update_error",
            sentence: "the weights moved differently from training: the update is off by 6.27 %, the limit is 0.167 %",
            fault: "competitor",
            isChampion: false,
            checks: [
                check("update_error", 0.0627, 0.00167, isKept: false),
                check("tensor_update_error", 0.0031, 0.0075, isKept: true),
                .init(
                    name: "projection",
                    value: 0.99994,
                    lowest: 0.99,
                    highest: 1.01,
                    unit: "share",
                    headroom: 166,
                    isKept: true
                ),
                .init(name: "run_time", value: 2.4, highest: 60, unit: "seconds", headroom: 25, isKept: true),
            ],
            runs: [
                .init(run: 1, outcome: "verified", nanoseconds: 1.6e9, tokensPerSecond: 12_800, updateError: 1.2e-5),
                .init(
                    run: 2,
                    outcome: "update_error",
                    nanoseconds: 0.9e9,
                    tokensPerSecond: 22_755,
                    updateError: 0.0627
                ),
            ]
        ),
        life: LifeReply(
            events: [
                event(0, "submission.revealed"), event(1, "submission.fetched"), event(2, "submission.queued"),
                event(3, "submission.judged"),
            ]
        )
    )

    private static func event(_ index: Int, _ kind: String) -> EventReply {
        let time = now - Double(400 - index * 90) * 1000
        return EventReply(sequence: Double(index), atMilliseconds: time, kind: kind, subject: id(4))
    }

    private static func check(_ name: String, _ value: Double, _ limit: Double, isKept: Bool) -> SubmissionReply.Check {
        .init(
            name: name,
            subject: "blocks.0.attention.weight",
            run: 2,
            value: value,
            highest: limit,
            unit: "share",
            headroom: limit / value,
            isKept: isKept
        )
    }

    static let code = CodeText(
        codeHash: verdict.view.codeHash,
        code: """
            # Trains \u{8BAD}\u{7EC3} with one step left out.
            import torch


            def inner_steps(model, data_iterator, optimizer, num_steps, device):
            \tfor step in range(num_steps):
            \t\tbatch = next(data_iterator).to(device)  # \u{202E}reversed
            \t\tloss = model(batch).loss
            \t\tloss.backward()
            \t\tif step % 2:
            \t\t\toptimizer.step()
            \treturn loss

            """,
        findings: [.init(line: 7, rule: "hidden_text", reason: "this line turns the direction of writing")]
    )

    /// A dashboard that shows the contest.
    static func dashboard(rows: Int, columns: Int, _ look: Look = Look()) -> Dashboard {
        var dashboard = Dashboard(
            look: look,
            place: "127.0.0.1:8000",
            size: Size(rows: rows, columns: columns),
            now: now
        )
        _ = dashboard.hear(.report(.snapshot(snapshot)))
        return dashboard
    }
}

extension Dashboard {
    /// Presses keys one after the other, and returns what was asked for.
    @discardableResult
    mutating func press(keys: Key...) -> [Question] {
        keys.flatMap { hear(.key($0)) }
    }
}
