import APIModels
import Arena
import Foundation
import Records
import Rules

/// The routes of the published API, at the root and under `/api`, in the shapes that its clients know.
enum PublishedRoutes {
    static var all: [APIRoute] { ["", "/api"].flatMap(shared) + PublishedStats.all }

    private static func shared(_ root: String) -> [APIRoute] {
        [
            APIRoute(bounded: "\(root)/health", "Whether the site can answer.") { Healthy(status: $0.moment.health) },
            APIRoute(
                written: "\(root)/leaderboard",
                "The board, best score first.",
                [.limit],
                schema: SchemaRecorder.schema(of: [Published.BoardRow].self, key: Published.key),
                handler: PublishedBoard.content
            ),
            make("\(root)/submissions", "All submissions, newest first, without their code.", [.limit]) { call in
                let newest = try await call.arena.newest(SubmissionFilter(), limit: try call.limit())
                return newest.map { call.arena.published.submission($0.detail, arrived: $0.arrived, code: nil) }
            },
            make(
                "\(root)/submissions/{id}",
                "One submission, with its code once it has its verdict.",
                [.id],
                failures: [.unknownSubmission]
            ) { call in
                let detail = try await call.arena.detail(try call.id), id = detail.submission.id
                let code = detail.isCodePublic ? try await call.arena.records.code(of: detail.submission.id) : nil
                return call.arena.published.submission(
                    detail,
                    arrived: try await call.arena.records.arrivals(of: [id])[id],
                    code: code.map { String(decoding: $0, as: UTF8.self) }
                )
            },
            make(
                "\(root)/submissions/{id}/evaluations",
                "The timed runs; none for a submission that is not there.",
                [.id]
            ) { call in
                let id = try call.id
                let detail = try await call.arena.known(id)
                return detail.map { call.arena.published.evaluations($0) } ?? []
            },
            make("\(root)/submissions/{id}/code", "The code once there is a verdict, a comment before.", [.id]) {
                call in
                try await code(call)
            },
            make(
                "\(root)/submissions/{id}/evidence",
                "The entries of the log of evidence that name it.",
                [.id],
                failures: [.unknownSubmission]
            ) { call in
                let id = try await call.arena.detail(try call.id).submission.id
                return try await call.arena.evidence.entries(naming: id).items
            },
        ]
    }

    /// The answer of `/health`.
    struct Healthy: Codable, Sendable, Hashable {
        var status: String
    }

    static func make<Reply: Codable & Sendable>(
        _ path: String,
        _ summary: String,
        _ parameters: [APIRoute.Parameter] = [],
        failures: [SiteError.Code] = [],
        handler: @escaping @Sendable (Call) async throws -> Reply
    ) -> APIRoute {
        APIRoute(
            published: path,
            summary,
            parameters,
            failures: failures,
            key: Published.key,
            handler: handler
        )
    }

    private static func code(_ call: Call) async throws -> Published.Code? {
        let id = try call.id
        guard let detail = try await call.arena.known(id) else { return nil }
        let hash = detail.submission.codeHash.text
        guard detail.isCodePublic else {
            return Published.Code(code: "# The code is shown once the submission has its verdict.\n", codeHash: hash)
        }
        let code = try await call.arena.records.code(of: id).map { String(decoding: $0, as: UTF8.self) }
        return Published.Code(code: code ?? "# No code was stored.\n", codeHash: hash)
    }
}
