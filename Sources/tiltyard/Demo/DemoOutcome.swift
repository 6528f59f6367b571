import Arena

/// What a demo led to, as it is printed with `--json`.
struct DemoOutcome: Encodable {
    struct Submission: Encodable {
        var name: String
        var story: String
        var submission: String
        var expected: String
        var isAsExpected: Bool
        var outcome: String?
        var code: String?
        var sentence: String?
        var tokensPerSecond: Double?
        var mfu: Double?

        enum CodingKeys: String, CodingKey {
            case name, story, submission, expected, outcome, code, sentence, mfu
            case isAsExpected = "as_expected"
            case tokensPerSecond = "tokens_per_second"
        }
    }

    var submissions: [Submission]
    var board: BoardView
    var isAsExpected: Bool

    enum CodingKeys: String, CodingKey {
        case submissions, board
        case isAsExpected = "as_expected"
    }

    init(board: BoardView, hotkeys: [String: String]) {
        self.board = board
        let isMarked = board.rows.contains(where: \.isMarked)
        submissions = DemoEntry.all.map { entry in
            let found = board.submissions.first { hotkeys[$0.hotkey] == entry.name }
            let isChampion = found != nil && board.champion?.submission == found?.submission
            return Submission(
                name: entry.name,
                story: entry.story,
                submission: found?.submission ?? "",
                expected: "\(entry.expectation)",
                isAsExpected: entry.agrees(outcome: found?.outcome, isChampion: isChampion, isMarked: isMarked),
                outcome: found?.outcome,
                code: found?.code,
                sentence: found?.sentence,
                tokensPerSecond: found?.tokensPerSecond,
                mfu: found?.mfu
            )
        }
        isAsExpected = submissions.allSatisfy(\.isAsExpected)
    }
}
