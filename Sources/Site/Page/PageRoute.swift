import Rules

/// A page and what makes it.
struct PageRoute: Sendable {
    let path: String
    /// The values of the query that it reads.
    var query: [String] = []
    /// Whether it shows code, which takes much longer than all else.
    var hasCode = false
    let handler: @Sendable (Call) async throws -> PageFrame

    static let all = [
        PageRoute(path: "/") { BoardPage(arena: $0.arena).frame },
        PageRoute(path: "/history") { HistoryPage(arena: $0.arena).frame },
        PageRoute(path: "/s", query: ["hotkey", "state", "limit", "cursor"]) {
            try await SubmissionsPage(call: $0).frame
        },
        PageRoute(path: "/s/{id}") { try await SubmissionPage.read($0).frame },
        PageRoute(path: "/s/{id}/code", hasCode: true) { try await CodePage.read($0).frame },
        PageRoute(path: "/s/{id}/diff", hasCode: true) { try await DifferencePage.read($0).frame },
        PageRoute(path: "/matches") { try await MatchesPage.read($0).frame },
        PageRoute(path: "/matches/{id}") { try await MatchPage.read($0).frame },
        PageRoute(path: "/queue") { QueuePage(arena: $0.arena).frame },
        PageRoute(path: "/payouts") { PayoutsPage(arena: $0.arena).frame },
        PageRoute(path: "/rules") { try RulesPage(rules: .init($0.arena.preset), arena: $0.arena).frame },
    ]
}
