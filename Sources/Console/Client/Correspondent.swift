import FoundationEssentials
import Synchronization

/// Keeps asking a server, and tells a dashboard what it says.
///
/// Everything is read again when an event comes, when somebody asks for it, and from time to time. What has not changed
/// costs a short answer. A server that is lost is tried again for ever, ever more seldom.
struct Correspondent: Sendable {
    /// How long it waits for what.
    struct Pace: Sendable {
        /// Between two looks when nothing happens.
        var refresh = Duration.seconds(10)
        /// Between two looks at least.
        var gap = Duration.milliseconds(500)
        /// After failures, one after the other; the last is for all that follow.
        var retries: [Duration] = [1, 2, 4, 8, 15].map { .seconds($0) }

        func retry(_ failures: Int) -> Duration { retries[max(0, min(failures, retries.count) - 1)] }
    }

    let server: any ArenaServer
    let reader: Reader
    let pace: Pace
    /// Is told everything; it never blocks.
    let post: @Sendable (Report) -> Void
    /// The time, in milliseconds since 1970.
    let clock: @Sendable () -> Double

    /// Works until the task is cancelled.
    ///
    /// - Parameter questions: What is asked for in between.
    func run(questions: AsyncStream<Question>) async {
        let bell = Bell()
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await look(bell) }
            group.addTask { await listen(bell) }
            group.addTask { await answer(questions, bell) }
        }
    }

    /// Reads everything again and again.
    private func look(_ bell: Bell) async {
        var failures = 0
        while !Task.isCancelled {
            do {
                post(.snapshot(try await reader.snapshot()))
                failures = 0
            } catch {
                guard !Task.isCancelled else { return }
                failures += 1
                let wait = max(error.wait ?? .zero, pace.retry(failures))
                post(.lost(sentence: error.sentence, again: clock() + wait / .milliseconds(1)))
                await bell.sleep(atMost: wait)
                continue
            }
            try? await Task.sleep(for: pace.gap)
            await bell.sleep(atMost: pace.refresh)
        }
    }

    /// Listens to events; each is a reason to look again.
    private func listen(_ bell: Bell) async {
        let last = Mutex<String?>(nil)
        var failures = 0
        while !Task.isCancelled {
            let lines = Mutex(EventLines())
            let begin = last.withLock { $0 }
            do {
                try await server.listen(after: begin) { data in
                    let events = lines.withLock { $0.feed(data) }
                    if events.isEmpty { return }
                    if let id = events.last?.id { last.withLock { $0 = id } }
                    let newest = events.last.flatMap { event in
                        try? JSONDecoder().decode(EventReply.self, from: Data(event.data.utf8))
                    }
                    if let newest { post(.event(newest)) }
                    bell.ring()
                }
                // It ended well, as when the server is started anew: what it says now is worth a look.
                failures = 0
                bell.ring()
            } catch {
                failures += 1
            }
            try? await Task.sleep(for: pace.retry(max(1, failures)))
        }
    }

    private func answer(_ questions: AsyncStream<Question>, _ bell: Bell) async {
        for await question in questions {
            switch question {
            case .everything: bell.ring()
            case .submission(let id):
                post(.submission(id, await loaded { () throws(ConsoleError) in try await reader.verdict(id) }))
            case .code(let id): post(.code(id, await loaded { () throws(ConsoleError) in try await reader.code(id) }))
            }
        }
    }

    private func loaded<Value: Sendable>(_ read: () async throws(ConsoleError) -> Value) async -> Loaded<Value> {
        do { return .here(try await read()) } catch { return .failed(error.sentence) }
    }
}
