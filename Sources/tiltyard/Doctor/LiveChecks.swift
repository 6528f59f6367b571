import Arena
import Foundation
import Rules

/// Looks at a site that serves, as somebody far away sees it.
struct LiveChecks {
    let site: SiteClient

    /// A clock that is further off than this has signatures refused soon.
    private static let longestSkew = 60.0
    private static let slowAnswer = Duration.seconds(1)

    /// Everything that was found; the first row says whether anybody answers at all.
    func all() async -> [Capability] {
        let first = await answer()
        guard first.state != .missing else { return [transport, first] }
        return [transport, first, await validator(), await clock(), await cache(), await stream(), await metrics()]
    }

    private var transport: Capability {
        let isClosed = site.address.lowercased().hasPrefix("https://")
        let isHere = ["http://127.", "http://localhost", "http://[::1]"].contains { site.address.hasPrefix($0) }
        if isClosed { return Capability(name: "transport", state: .ok, detail: "TLS") }
        if isHere { return Capability(name: "transport", state: .ok, detail: "this machine") }
        return Capability(
            name: "transport",
            state: .degraded,
            detail: "plain HTTP: whoever is on the way reads submissions before their reveal"
        )
    }

    private func answer() async -> Capability {
        await look("answer", missing: true) {
            let answer = try await site.get("/v1/health")
            guard answer.status == 200, let health = try? JSONValue(parsing: answer.body),
                let preset = health["preset"]?.text, let block = health["block"]?.double
            else { return (.missing, "status \(answer.status); the arena cannot be read, or this is no site of ours") }
            let state: Capability.State = answer.time > Self.slowAnswer ? .degraded : .ok
            return (state, "\(preset), block \(Int(block)), in \(Self.milliseconds(answer.time))")
        }
    }

    private func validator() async -> Capability {
        await look("validator") {
            let value = try JSONValue(parsing: try await site.get("/v1/validator").body)
            guard let status = value["status"]?.text, let waiting = value["waiting"]?.double,
                let judged = value["judged_last_hour"]?.double
            else { return (.degraded, "it is not told; the API may ask for a key (TILTYARD_API_KEY)") }
            let words = "\(status), \(Int(waiting)) waiting, \(Int(judged)) judged within an hour"
            return (status == "absent" || waiting > 0 && judged == 0 ? .degraded : .ok, words)
        }
    }

    /// Compares the two clocks at the middle of one question.
    private func clock() async -> Capability {
        await look("clock") {
            let before = Date()
            let value = try JSONValue(
                parsing: try await site.get("/v1/hotkeys/" + String(repeating: "00", count: 32)).body
            )
            guard let theirs = value["now_ms"]?.double else { return (.degraded, "it is not told") }
            let middle = (before.timeIntervalSince1970 + Date().timeIntervalSince1970) / 2
            let skew = theirs / 1000 - middle
            let words = "\(Numbers.fixed(abs(skew), 1)) s \(skew < 0 ? "behind" : "ahead of") this machine's"
            return (abs(skew) > Self.longestSkew ? .degraded : .ok, words)
        }
    }

    private func cache() async -> Capability {
        await look("cache") {
            let first = try await site.get("/v1/rules")
            guard let tag = first.tag else { return (.degraded, "answers have no tag; something on the way takes it") }
            let second = try await site.get("/v1/rules", unless: tag)
            return second.status == 304
                ? (.ok, "what is known is not sent again")
                : (.degraded, "what is known is sent again: status \(second.status)")
        }
    }

    private func stream() async -> Capability {
        await look("stream") {
            let answer = try await site.beginning(of: "/live")
            guard answer.type.hasPrefix("text/event-stream"), !answer.body.isEmpty else {
                return (.degraded, "no events: status \(answer.status), \(answer.type)")
            }
            return (.ok, "events begin after \(Self.milliseconds(answer.time))")
        }
    }

    private func metrics() async -> Capability {
        await look("metrics") {
            let answer = try await site.get("/metrics")
            let count = String(decoding: answer.body, as: UTF8.self).split(separator: "\n")
                .count { $0.hasPrefix("# TYPE arena_") }
            return count > 0 ? (.ok, "\(count) metrics") : (.absent, "not told here: status \(answer.status)")
        }
    }

    private func look(
        _ name: String,
        missing: Bool = false,
        _ check: () async throws -> (Capability.State, String)
    ) async -> Capability {
        do {
            let (state, detail) = try await check()
            return Capability(name: name, state: state, detail: detail)
        } catch {
            return Capability(name: name, state: missing ? .missing : .degraded, detail: "\(error)")
        }
    }

    private static func milliseconds(_ time: Duration) -> String {
        "\(Numbers.fixed(time / .milliseconds(1), 0)) ms"
    }
}
