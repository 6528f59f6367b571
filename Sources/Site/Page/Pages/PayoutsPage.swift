import Arena
import Chain
import Rules

/// Who was paid what, in all and each time.
struct PayoutsPage {
    let arena: ArenaSnapshot
    private let board: BoardView

    init(arena: ArenaSnapshot) {
        self.arena = arena
        board = arena.board
    }

    var frame: PageFrame {
        PageFrame(title: "Payouts", section: .payouts, arena: arena) {
            Part.title(
                "Payouts",
                aside: rhythm
            )
            if board.payouts.isEmpty {
                Part.none("Nothing has been paid yet.")
            } else {
                tag("section", Attribute("aria-labelledby", "sums")) {
                    Part.heading("In all", id: "sums", aside: board.payouts.count == 1 ? nil : span)
                    sums
                }
                tag("section", Attribute("aria-labelledby", "each")) {
                    Part.heading("Each time", id: "each", aside: "newest first")
                    each
                }
            }
        }
    }

    /// What is paid how often; a network does not tell what it pays before it has paid once.
    private var rhythm: String {
        let often = "every \(arena.chain.rhythm.tempoBlocks) blocks"
        return board.emissionRao == 0 ? often : "\(Figure.tokens(board.emissionRao)) TAO \(often)"
    }

    private var span: String { "the last \(board.payouts.count) payouts" }

    private var sums: Markup {
        let payments = board.payouts.flatMap(\.payments)
        let sums = Dictionary(grouping: payments, by: \.hotkey).mapValues { $0.reduce(UInt64(0)) { $0 + $1.rao } }
            .sorted { ($1.value, $0.key ?? "") < ($0.value, $1.key ?? "") }
        let all = sums.reduce(UInt64(0)) { $0 + $1.value }
        return Table(
            "Paid in all",
            [Table.Column("paid to", isHead: true), .number("TAO", "strong"), .number("share"), Self.bars],
            rows: sums.map { hotkey, rao in
                let share = all == 0 ? 0 : Double(rao) / Double(all)
                return Table.Row(cells: [
                    receiver(hotkey), Markup(text: Figure.tokens(rao)), Markup(text: Figure.percent(share)),
                    bar(share, isBurned: hotkey == nil),
                ])
            },
            kind: "dense"
        ).markup
    }

    private var each: Markup {
        Table(
            "Payouts",
            [.number("block", isHead: true), Table.Column("paid to"), .number("TAO", "strong"), Self.bars],
            groups: isShared ? payouts : [payouts.flatMap(\.self)],
            kind: "dense"
        ).markup
    }

    /// Whether more than one was paid at once; then the payments of one time are set apart from those of others.
    private var isShared: Bool { board.payouts.contains { $0.payments.count > 1 } }

    private var payouts: [[Table.Row]] {
        board.payouts.reversed().map { payout in
            payout.payments.map { payment in
                let share = payout.sumRao == 0 ? 0 : Double(payment.rao) / Double(payout.sumRao)
                return Table.Row(cells: [
                    "\(payout.block)", receiver(payment.hotkey), Markup(text: Figure.tokens(payment.rao)),
                    bar(share, isBurned: payment.hotkey == nil),
                ])
            }
        }
    }

    private static let bars = Table.Column("share as a bar", "plot", isUnseen: true)

    private func receiver(_ hotkey: String?) -> Markup { hotkey.map(Part.hotkey) ?? "burned" }

    private func bar(_ share: Double, isBurned: Bool) -> Markup {
        tag("svg", .class("bar", isBurned ? "burned" : ""), .role("img"), .label(Figure.percent(share))) {
            Drawing.bar(from: 0, to: share)
        }
    }
}
