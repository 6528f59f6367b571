import APIModels
import Arena
import Records
import Rules

/// What goes on: queue, validator, matches, epochs, events, evidence.
enum StateRoutes {
    static var all: [APIRoute] { now + past }

    private static var now: [APIRoute] {
        [
            APIRoute(bounded: "/v1/health", "Whether the site can answer, and its chain.") { call in
                let moment = call.moment
                return Health(
                    status: moment.health,
                    preset: moment.preset.name,
                    block: moment.block,
                    chainAwaySeconds: moment.chain.isAway ? Int(moment.chain.age.components.seconds) : nil,
                    newestEvent: moment.sequence
                )
            },
            APIRoute("/v1/queue", "Who waits, where in the line, and for about how long.") { $0.arena.queue },
            APIRoute("/v1/validator", "What the validator does and has done.") { $0.arena.validator },
        ]
    }

    private static var past: [APIRoute] {
        [
            APIRoute(
                "/v1/matches",
                "The title matches, newest first.",
                [.limit, .numberedCursor],
                failures: [.invalidCursor]
            ) { call in
                try await matches(call.arena, before: try call.numberedCursor, limit: try call.limit())
            },
            APIRoute(
                "/v1/matches/{id}",
                "The title match of a challenger; once it has ended, every pair.",
                [.id],
                failures: [.unknownMatch]
            ) { call in
                try await match(try call.id, call.arena)
            },
            APIRoute(
                "/v1/epochs/{number}",
                "An epoch; once it is closed, with its secret and seeds.",
                [.number],
                failures: [.unknownEpoch]
            ) { call in
                try await EpochView.read(try call.number, records: call.arena.records, preset: call.arena.preset)
            },
            APIRoute(
                "/v1/events",
                "What happened, newest first.",
                [.limit, .numberedCursor],
                failures: [.invalidCursor]
            ) { call in
                let limit = try call.limit()
                let events = try await call.arena.records.events(before: try call.numberedCursor, limit: limit).map(
                    EventView.init
                )
                return Page(
                    items: events,
                    nextCursor: events.count < limit ? nil : events.last.map { "\($0.sequence)" }
                )
            },
            APIRoute(
                "/v1/evidence",
                "The log of evidence: its entries after one, oldest first.",
                [.limit, .numberedCursor],
                failures: [.invalidCursor]
            ) { call in
                try await call.arena.evidence.entries(
                    after: Int(try call.numberedCursor ?? 0),
                    limit: try call.limit()
                )
            },
            APIRoute(
                "/v1/submissions/{id}/evidence",
                "The entries of the log of evidence that name it.",
                [.id],
                failures: [.unknownSubmission]
            ) { call in
                let id = try await call.arena.detail(try call.id).submission.id
                return try await call.arena.evidence.entries(naming: id)
            },
        ]
    }

    /// A part of the matches, newest first.
    static func matches(_ arena: ArenaSnapshot, before cursor: Int64? = nil, limit: Int) async throws
        -> Page<MatchView>
    {
        let part = try await MatchView.list(
            records: arena.records,
            presetHash: arena.moment.presetHash,
            before: cursor,
            limit: limit
        )
        return Page(items: part.items, nextCursor: part.next.map { "\($0)" })
    }

    static func match(_ challenger: String, _ arena: ArenaSnapshot) async throws -> MatchView {
        let match = try await MatchView.read(challenger: challenger, records: arena.records, preset: arena.preset)
        guard let match else { throw SiteError(.unknownMatch, "This submission has no title match.") }
        return match
    }
}

extension APIRoute.Parameter {
    fileprivate static let number = Self(
        name: "number",
        place: .path,
        schema: whole(1, .max),
        meaning: "the epoch, counted from 1",
        example: .integer(1)
    )
}
