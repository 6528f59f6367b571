import APIModels
import Arena
import Foundation
import HTTPTypes
import Records
import Rules

/// Submissions, one and all.
enum SubmissionRoutes {
    /// The words that `state` takes: how far a submission has come, and how it ended.
    static let states = SubmissionFilter.Kind.allCases.map(\.rawValue)

    static var all: [APIRoute] { [list] + parts }

    private static let list = APIRoute(
        "/v1/submissions",
        "All submissions, newest first.",
        [.hotkey, .state, .limit, .cursor],
        failures: [.invalidCursor]
    ) { call in
        try await found(by: call).page
    }

    private static var parts: [APIRoute] {
        let id = [APIRoute.Parameter.id]
        return [
            APIRoute(
                "/v1/submissions/{id}",
                "One submission: every check, its number and its limit.",
                id,
                failures: [.unknownSubmission]
            ) { call in
                try await view(call)
            },
            APIRoute("/v1/submissions/{id}/evaluations", "The timed runs.", id, failures: [.unknownSubmission]) {
                call in
                try await view(call).runs
            },
            APIRoute(
                "/v1/submissions/{id}/life",
                "What happened to it, oldest first.",
                id,
                failures: [.unknownSubmission]
            ) { call in
                try await LifeView.read(try call.id, records: call.arena.records)
            },
            APIRoute(
                "/v1/submissions/{id}/code",
                "Its code, once it has its verdict.",
                id,
                failures: [.unknownSubmission, .notPublicYet, .notKept]
            ) { call in
                let (detail, code) = try await code(call)
                return CodeReply(
                    submission: detail.submission.id,
                    codeHash: detail.submission.codeHash.text,
                    code: String(decoding: code, as: UTF8.self)
                )
            },
            APIRoute(
                text: "/v1/submissions/{id}/file",
                type: "text/plain; charset=utf-8",
                "Its code as the bytes that were handed in.",
                id,
                failures: [.unknownSubmission, .notPublicYet, .notKept]
            ) { call in
                let (detail, code) = try await code(call)
                var content = Content(type: "text/plain; charset=utf-8", bytes: code)
                content.fields[.contentDisposition] = "attachment; filename=\"\(detail.submission.id).py\""
                return content
            },
            APIRoute(
                "/v1/submissions/{id}/log",
                "What it printed, once its epoch is closed.",
                id,
                failures: [.unknownSubmission, .notPublicYet, .notKept]
            ) { call in
                try await SubmissionLog.read(try call.id, arena: call.arena, limit: SubmissionLog.longest)
            },
        ]
    }

    /// What a call asks for.
    static func filter(of call: some Question) throws -> SubmissionFilter {
        let state = call.word("state"), kind = state.flatMap(SubmissionFilter.Kind.init(rawValue:))
        guard state == nil || kind != nil else {
            throw SiteError(.invalidParameter, "state is one of \(states.joined(separator: ", ")).")
        }
        return SubmissionFilter(kind: kind, hotkeys: call.word("hotkey").map { [$0] } ?? [])
    }

    /// The part of all submissions that a call asks for, newest first, and when they were taken in.
    static func found(by call: Call) async throws -> (page: Page<SubmissionSummary>, arrivals: [String: Int64]) {
        let limit = try call.limit()
        let found = try await SubmissionSummary.list(
            records: call.arena.records,
            presetHash: call.arena.moment.presetHash,
            try filter(of: call),
            before: try call.submissionCursor,
            limit: limit + 1
        )
        let items = Array(found.items.prefix(limit))
        let next = found.items.count > limit ? items.last?.submission : nil
        return (Page(items: items, nextCursor: next), found.arrivals)
    }

    /// A submission as everybody may see it: without the folder that its evaluation has on this machine.
    static func view(_ call: Call) async throws -> SubmissionView {
        var view = try await SubmissionView.read(try call.id, records: call.arena.records, preset: call.arena.preset)
        view.jobFolder = nil
        return view
    }

    /// The code of a submission that has its verdict.
    static func code(_ call: Call) async throws -> (detail: SubmissionDetail, code: Data) {
        let detail = try await call.arena.detail(try call.id)
        return (detail, try await code(of: detail, in: call.arena))
    }

    static func code(of detail: SubmissionDetail, in arena: ArenaSnapshot) async throws -> Data {
        guard detail.isCodePublic else {
            throw SiteError(.notPublicYet, "Code is shown once its submission has its verdict.")
        }
        guard let code = try await arena.records.code(of: detail.submission.id) else {
            throw SiteError(.notKept, "No code was stored: the submission was refused before.")
        }
        return code
    }
}

extension SubmissionDetail {
    /// Whether everybody may read the code.
    var isCodePublic: Bool { submission.state == .judged || submission.state == .rejected }
}

extension APIRoute.Parameter {
    fileprivate static let hotkey = Self(
        name: "hotkey",
        place: .query,
        schema: .object(["type": .string("string")]),
        meaning: "only those of hotkeys that begin so",
        example: .string("5")
    )

    fileprivate static let state = Self(
        name: "state",
        place: .query,
        schema: .object(["type": .string("string"), "enum": .array(SubmissionRoutes.states.map { .string($0) })]),
        meaning: "only those in a state or with an outcome",
        example: .string("accepted")
    )
}
