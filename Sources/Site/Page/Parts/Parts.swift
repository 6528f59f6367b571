import Arena
import Rules

/// Small pieces that several pages are made of.
enum Part {
    /// A hotkey: its beginning and end, all of it for those who point at it, and a way to everything that it handed in.
    static func hotkey(_ text: String) -> Markup {
        tag("a", .class("key"), .href(.submissions(of: text)), .title(text)) { short(text) }
    }

    static func short(_ hotkey: String) -> String {
        hotkey.count > 14 ? String(hotkey.prefix(6)) + "…" + String(hotkey.suffix(4)) : hotkey
    }

    static func submission(_ id: String) -> Markup {
        tag("a", .class("id"), .href(.submission(id))) { id }
    }

    static func time(_ milliseconds: Int64) -> Markup {
        tag("time", Attribute("datetime", Figure.machineTime(milliseconds))) { Figure.time(milliseconds) }
    }

    static let crown = Markup(
        element: "svg",
        [
            .class("crown"), Attribute("viewBox", "0 0 16 12"), Attribute("width", "16"), Attribute("height", "12"),
            .role("img"), .label("champion"),
        ],
        content: tag("path", Attribute("d", "M1 11 0 2.5 4.6 6 8 0l3.4 6L16 2.5 15 11z")) {}
    )

    /// Whether something is as it has to be: a sign, and the word for those who listen.
    static func sign(isGood: Bool, says words: String? = nil) -> Markup {
        tag("span", .class("sign", isGood ? "good" : "bad")) {
            tag("span", .hidden) { isGood ? "✓" : "✗" }
            tag("span", .class("unseen")) { words ?? (isGood ? "kept: " : "broken: ") }
        }
    }

    /// How something ended, as a word with a colour of its own; the word alone tells it.
    static func verdict(outcome: String?, code: String?, state: String) -> Markup {
        guard let outcome else { return tag("span", .class("verdict waiting")) { state } }
        return tag("span", .class("verdict", outcome)) {
            outcome
            if let code, code != outcome { tag("code") { code } }
        }
    }

    /// A headline of a section, with what is said beside it.
    static func heading(_ text: String, id: String, aside: String? = nil) -> Markup {
        tag("header", .class("heading")) {
            tag("h2", .id(id)) { text }
            if let aside { tag("p") { aside } }
        }
    }

    /// The headline of a page.
    static func title(_ text: String, aside: String? = nil) -> Markup {
        tag("header", .class("heading title")) {
            tag("h1") { text }
            if let aside { tag("p") { aside } }
        }
    }

    /// Names and values.
    static func facts(_ pairs: [(String, Markup)]) -> Markup {
        tag("dl", .class("facts")) {
            for (name, value) in pairs {
                tag("div") {
                    tag("dt") { name }
                    tag("dd") { value }
                }
            }
        }
    }

    /// What may be wider than the page: it is moved sideways by finger and by key, and the page is not.
    static func scroll(_ label: String, kind: String, @MarkupBuilder content: () -> Markup) -> Markup {
        tag("div", .class("scroll", kind), .role("region"), .label(label), Attribute("tabindex", "0")) { content() }
    }

    static func none(_ sentence: String) -> Markup { tag("p", .class("none")) { sentence } }
}

/// The mark of the project: two lances that cross.
enum Mark {
    static let lances = Markup(
        element: "svg",
        [Attribute("viewBox", "0 0 20 20"), Attribute("width", "20"), Attribute("height", "20"), .hidden],
        content: tag("path", Attribute("d", "M2 17 17 2M3 2l15 15M14 2h3v3M6 2H3v3")) {}
    )
}

/// Scores in the words of a board's metric.
struct ScoreText: Sendable {
    let metric: Metric

    func number(_ score: Double) -> String {
        metric == .mfu ? Figure.percent(score, 2) : Figure.fixed(score, score < 1000 ? 1 : 0)
    }

    var unit: String { metric == .mfu ? "MFU" : "tokens/s" }

    func text(_ score: Double) -> String { number(score) + " " + unit }
}
