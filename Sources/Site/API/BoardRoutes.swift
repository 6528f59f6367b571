import APIModels
import Arena
import Records
import Rules

/// The board, its champion and its past.
enum BoardRoutes {
    /// The board without its rows, and a part of them.
    struct Board: Codable, Sendable, Hashable {
        var preset: String
        var presetHash: String
        var metric: String
        var block: UInt64
        /// What the next challenger has to exceed; missing while there is no champion.
        var threshold: Double?
        var jump: BoardView.Jump?
        var rows: Page<BoardView.Row>

        enum CodingKeys: String, CodingKey {
            case preset, metric, block, threshold, jump, rows
            case presetHash = "preset_hash"
        }
    }

    /// Who reigns, and what has to be done about it.
    struct Champion: Codable, Sendable, Hashable {
        var row: BoardView.Row?
        var reign: HistoryView.Reign?
        var threshold: Double?
        var jump: BoardView.Jump?
    }

    static var all: [APIRoute] {
        [
            APIRoute(
                bounded: "/v1/board",
                "The board, best score first.",
                [.per, .limit, .boardCursor],
                failures: [.invalidCursor],
                handler: board
            ),
            APIRoute("/v1/champion", "The champion, and what the next challenger has to do.") { call in
                let board = call.arena.board
                return Champion(
                    row: board.champion,
                    reign: call.arena.history.reigns.last,
                    threshold: board.threshold,
                    jump: board.next
                )
            },
            APIRoute(
                "/v1/history",
                "Accepted scores in the order of judging, of many the best of each time; and every reign."
            ) { call in
                call.arena.history
            },
            APIRoute("/v1/payouts", "What was paid, newest tempo first; at most fifty tempos.", [.limit]) { call in
                let limit = try call.limit()
                return Page(items: Array(call.arena.board.payouts.reversed().prefix(limit)))
            },
            APIRoute("/v1/rules", "The rules in force, every key with its meaning.") { call in
                try RulesReply(call.arena.preset)
            },
        ]
    }
}

extension BoardRoutes {
    private static func board(_ call: MomentCall) async throws -> Board {
        let moment = call.moment, preset = call.moment.preset
        let part = try await BoardPart.read(
            records: moment.records,
            preset: preset,
            presetHash: moment.presetHash,
            scope: try scope(call.word("per")),
            after: try call.word("cursor").map(BoardCursor.position),
            limit: try call.limit()
        )
        return Board(
            preset: preset.name,
            presetHash: moment.presetHash,
            metric: preset.metric.rawValue,
            block: moment.block,
            threshold: part.champion.map { preset.crown.threshold(over: $0.reign, at: moment.block) },
            jump: part.champion.map { BoardView.Jump(over: $0.reign, by: preset.crown, at: moment.block) },
            rows: Page(items: part.rows, nextCursor: part.next.map(BoardCursor.text))
        )
    }

    private static func scope(_ word: String?) throws -> Records.BoardScope {
        switch word {
        case nil, "submission": .all
        case "hotkey": .bestOfEachHotkey
        default: throw SiteError(.invalidParameter, "per is one of submission, hotkey.")
        }
    }
}

extension APIRoute.Parameter {
    fileprivate static let per = Self(
        name: "per",
        place: .query,
        schema: .object(["type": .string("string"), "enum": .array([.string("submission"), .string("hotkey")])]),
        meaning: "whether every accepted submission is listed, or the best of each hotkey",
        example: .string("hotkey")
    )

    fileprivate static let boardCursor = Self(
        name: "cursor",
        place: .query,
        schema: .object(["type": .string("string"), "pattern": .string(BoardCursor.pattern)]),
        meaning: "the next_cursor of the part before",
        example: .string("50-3-40c3880000000000-40c2160000000000-120-0")
    )
}

extension RulesReply {
    /// Lays out a preset.
    init(_ preset: Preset) throws {
        self.init(
            name: preset.name,
            hash: preset.hash,
            summary: preset.summary,
            preset: try JSONValue(encoding: preset),
            keys: RulesTable(preset).rows.map { Row(key: $0.key, value: $0.value, meaning: $0.meaning) }
        )
    }
}
