import APIModels
import Arena
import Foundation
import HTTPTypes
import Records
import Rules

/// Submissions, one and all.
enum SubmissionRoutes {
    /// The words that `state` takes: how far a submission has come, and how it ended.
    static let states = Submission.State.allCases.map(\.rawValue) + ["running", "accepted", "failed"]

    static var all: [APIRoute] { [list] + parts }

    private static let list = APIRoute(
        "/v1/submissions",
        "All submissions, newest first.",
        [.hotkey, .state, .limit, .cursor],
        failures: [.invalidCursor]
    ) { call in
        try Page(of: try found(by: call), for: call, name: \.submission)
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
                var content = Content(type: "text/plain; charset=utf-8", bytes: try await code(call).code)
                content.fields[.contentDisposition] =
                    "attachment; filename=\"\(try call.arena.detail(try call.id).submission.id).py\""
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

    /// The submissions that a call asks for, newest first.
    static func found(by call: Call) throws -> [SubmissionSummary] {
        let hotkey = call.word("hotkey"), state = call.word("state")
        if let state, !states.contains(state) {
            throw SiteError(.invalidParameter, "state is one of \(states.joined(separator: ", ")).")
        }
        return call.arena.summaries.reversed().filter { entry in
            (hotkey.map { entry.hotkey.hasPrefix($0) } ?? true) && (state.map(entry.isIn) ?? true)
        }
    }

    /// A submission as everybody may see it: without the folder that its evaluation has on this machine.
    static func view(_ call: Call) async throws -> SubmissionView {
        var view = try await SubmissionView.read(try call.id, records: call.arena.records, preset: call.arena.preset)
        view.jobFolder = nil
        return view
    }

    /// The code of a submission that has its verdict.
    static func code(_ call: Call) async throws -> (detail: SubmissionDetail, code: Data) {
        let detail = try call.arena.detail(try call.id)
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
