import Arena
import Foundation
import Rules

/// What all pages have around their content.
struct PageFrame: Sendable {
    /// The places of the navigation.
    enum Section: String, CaseIterable, Sendable {
        case board, history, submissions, matches, queue, payouts, rules

        var path: SitePath {
            switch self {
            case .board: .board
            case .history: .history
            case .submissions: .submissions
            case .matches: .matches
            case .queue: .queue
            case .payouts: .payouts
            case .rules: .rules
            }
        }
    }

    let title: String
    let section: Section?
    /// Nil where the arena cannot be read.
    let arena: ArenaSnapshot?
    let main: Markup

    init(title: String, section: Section?, arena: ArenaSnapshot?, @MarkupBuilder main: () -> Markup) {
        self.title = title
        self.section = section
        self.arena = arena
        self.main = main()
    }

    var content: Content { Content(type: "text/html; charset=utf-8", bytes: ("<!doctype html>\n" + page.source).utf8) }

    private var page: Markup {
        tag("html", Attribute("lang", "en")) {
            head
            tag("body") {
                tag("a", .class("skip"), Attribute("href", "#main")) { "To the content" }
                header
                tag("main", .id("main")) { main }
                footer
                tag("p", .id("news"), .class("unseen"), .role("status")) {}
            }
        }
    }

    private var head: Markup {
        tag("head") {
            void("meta", Attribute("charset", "utf-8"))
            void("meta", Attribute("name", "viewport"), Attribute("content", "width=device-width, initial-scale=1"))
            void("meta", Attribute("name", "color-scheme"), Attribute("content", "light dark"))
            void("meta", Attribute("name", "description"), Attribute("content", description))
            tag("title") { title + " · Tiltyard" }
            void("link", Attribute("rel", "icon"), Attribute("href", SiteFile.mark.path))
            void("link", Attribute("rel", "stylesheet"), Attribute("href", SiteFile.style.path))
            tag("script", Attribute("src", SiteFile.script.path), Attribute("defer")) {}
        }
    }

    private var description: String {
        let rules = arena.map { " of the contest \($0.preset.name)" } ?? ""
        return "\(title)\(rules): training code, judged in public."
    }

    private var header: Markup {
        tag("header", .class("top")) {
            tag("a", .class("name"), .href(.board)) {
                Mark.lances
                tag("span") { "Tiltyard" }
            }
            tag("nav", .label("Pages")) {
                tag("ul") {
                    for place in Section.allCases { item(place) }
                }
            }
            tag("div", .class("now-line")) {
                if let arena { state(of: arena) }
                tag("p", .class("live"), .id("live"), Attribute("hidden")) { "live" }
            }
        }
    }

    private func item(_ place: Section) -> Markup {
        tag("li") {
            tag("a", .href(place.path), place == section ? Attribute("aria-current", "page") : nil) {
                place.rawValue.capitalized
            }
        }
    }

    private func state(of arena: ArenaSnapshot) -> Markup {
        let validator = arena.validator
        let words =
            switch validator.status {
            case "running":
                validator.work.first.map { $0.champion == nil ? "judging \($0.submission)" : "title match" } ?? ""
            case "idle": "waiting for submissions"
            default: "no validator at work"
            }
        return tag("p", .class("state", validator.status)) {
            tag("span", .class("dot"), .hidden) {}
            tag("span") { words }
            tag("span", .class("block")) {
                arena.chain.isAway ? "the chain does not answer since block \(arena.block)" : "block \(arena.block)"
            }
        }
    }

    private var footer: Markup {
        tag("footer") {
            tag("p") {
                if let arena {
                    "Rules "
                    tag("a", .href(.rules)) { arena.preset.name }
                    " "
                    tag("code") { String(arena.preset.hash.prefix(12)) }
                    " · "
                }
                tag("a", Attribute("href", "/openapi.json")) { "API" }
                " · times are UTC"
            }
        }
    }
}

/// The page that tells of an error.
struct FailurePage {
    let failure: SiteError

    var content: Content {
        PageFrame(title: title, section: nil, arena: nil) {
            tag("section", .class("failure")) {
                tag("p", .class("eyebrow")) { "\(failure.code.status)" }
                tag("h1") { title }
                tag("p", .class("lead")) { failure.message }
                tag("p") { tag("a", .href(.board)) { "To the board" } }
            }
        }.content
    }

    private var title: String {
        switch failure.code.status {
        case 404: failure.code == .notPublicYet ? "Not public yet" : "Nothing here"
        case 429: "Too fast"
        case 503: "Not open right now"
        default: "This did not work"
        }
    }
}
