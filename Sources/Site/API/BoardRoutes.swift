import APIModels
import Arena
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
            APIRoute("/v1/board", "The board, best score first.", [.limit, .cursor], failures: [.invalidCursor]) {
                call in
                let board = call.arena.board
                return Board(
                    preset: board.preset,
                    presetHash: board.presetHash,
                    metric: board.metric,
                    block: board.block,
                    threshold: board.threshold,
                    jump: board.next,
                    rows: try Page(of: board.rows, for: call, name: \.submission)
                )
            },
            APIRoute("/v1/champion", "The champion, and what the next challenger has to do.") { call in
                let board = call.arena.board
                return Champion(
                    row: board.champion,
                    reign: call.arena.history.reigns.last,
                    threshold: board.threshold,
                    jump: board.next
                )
            },
            APIRoute("/v1/history", "Every accepted score in the order of judging, and every reign.") { call in
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
