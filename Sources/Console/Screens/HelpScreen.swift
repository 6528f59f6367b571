/// What every key does.
struct HelpScreen {
    let look: Look

    private static let keys: [(String, String)] = [
        ("j k, down up", "down and up"),
        ("g G, home end", "to the first, to the last"),
        ("ctrl-d ctrl-u, page keys", "half a screen down and up"),
        ("h l, left right", "the list before, after; in code: sideways"),
        ("tab", "the next list; verdict or code"),
        ("enter, 1 to 9", "open the chosen one, or the one of a rank"),
        ("/ n N", "find a word; the next, the one before"),
        ("b, esc", "back"),
        ("r", "ask the server now"),
        ("ctrl-l", "draw the screen anew"),
        ("ctrl-z", "leave for a while; fg comes back"),
        ("?", "this help"),
        ("q, ctrl-c", "quit"),
    ]

    private var signs: [(String, String)] {
        let bracket = look.bracket
        return [
            (look.crown, "the champion, or who was"),
            ("\(bracket.first) \(bracket.inner) \(bracket.last)", "a tie band: they cannot be told apart"),
            ("~", "measured on a busy or degraded machine"),
        ]
    }

    func lines(width: Int) -> [Line] {
        let room = min(30, width / 2)
        func table(_ pairs: [(String, String)]) -> [Line] {
            pairs.map { look.fitted(look.cell("  " + $0.0, room, .bold) + look.line($0.1), width) }
        }
        return [Line(), look.line(" Keys", .title)] + table(Self.keys) + [Line(), look.line(" Signs", .title)]
            + table(signs)
    }
}
