package import Chain
package import Logging
package import Records
package import Rules

/// Runs one tournament: lets its state machine see what happens in the world, one event after another.
///
/// An event, the state that it leads to, the fees that it moves and the tasks that it brings about are stored in one
/// transaction. The process may be killed at any instant: whoever takes over replays the log and does what is due, which
/// is the same as before.
package struct TournamentDirector: Sendable {
    /// What can be said after a step.
    package enum Turn: Sendable, Hashable {
        /// Something happened; more may be due.
        case moved
        /// Nothing is due before a moment.
        case idle(until: Moment)
        /// A block is waited for.
        case blockAwaited
        /// The tournament has ended.
        case ended
    }

    /// What the director is told about the world.
    package struct World: Sendable {
        let records: Records
        let chain: any Chain
        let entries: any EntrySource
        let tasks: any TaskSource
        let clock: any TournamentClock
        let logger: Logger
        /// How long after one look for entries the next one is taken.
        let collectEvery: Seconds
        /// The block of the seed where that is fixed beforehand, for rehearsals.
        let seedBlock: UInt64?
        /// Is told the number of each event that was stored; for tests that end everything there.
        let afterEvent: @Sendable (Int) throws -> Void

        /// Puts a world together.
        ///
        /// - Parameters:
        ///   - records: Where everything is stored.
        ///   - chain: Where seeds come from.
        ///   - entries: Where entries come from.
        ///   - tasks: Where results come from.
        ///   - clock: The time.
        ///   - logger: Where it says what goes on.
        ///   - collectEvery: How long after one look for entries the next one is taken.
        ///   - seedBlock: The block of the seed where that is fixed beforehand, for rehearsals.
        ///   - afterEvent: Is told the number of each event that was stored.
        package init(
            records: Records,
            chain: any Chain,
            entries: any EntrySource,
            tasks: any TaskSource,
            clock: any TournamentClock,
            logger: Logger,
            collectEvery: Seconds = Seconds(1800),
            seedBlock: UInt64? = nil,
            afterEvent: @escaping @Sendable (Int) throws -> Void = { _ in }
        ) {
            self.records = records
            self.chain = chain
            self.entries = entries
            self.tasks = tasks
            self.clock = clock
            self.logger = logger
            self.collectEvery = collectEvery
            self.seedBlock = seedBlock
            self.afterEvent = afterEvent
        }
    }

    /// The tournament as it was planned.
    package let row: TournamentRow
    /// Where it stands.
    package internal(set) var bracket: Bracket
    /// How many events led there.
    package internal(set) var eventCount: Int
    let world: World

    /// Takes over a tournament by replaying its log.
    ///
    /// - Parameters:
    ///   - row: The tournament.
    ///   - world: What the director is told about the world.
    /// - Throws: `RecordsError.Code.invalid` when the log cannot be read.
    package init(_ row: TournamentRow, in world: World) async throws {
        self.row = row
        self.world = world
        (bracket, eventCount) = try await world.records.replay(row)
    }

    /// Does what is due next.
    ///
    /// - Returns: Whether something happened, and otherwise what is waited for.
    package mutating func step() async throws -> Turn {
        do {
            return try await act()
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            // Whatever fails, the deadline of the state holds.
            guard let deadline = bracket.deadline, world.clock.now >= deadline else { throw error }
            world.logger.error(
                "a deadline passed while the world failed",
                metadata: ["tournament.id": "\(row.plan.id)", "error": "\(error)"]
            )
            return try await passTime()
        }
    }

    private mutating func act() async throws -> Turn {
        switch bracket.stage {
        case .scheduled: return try await passTime()
        case .registering: return try await collect()
        case .drawing: return try await draw()
        case .playing, .boss: return try await take()
        case .completed, .cancelled: return .ended
        }
    }

    /// Works until the tournament has ended or the task is cancelled.
    ///
    /// - Parameter mayGoOn: Is asked after every step; for tests that end it in between.
    /// - Throws: `CancellationError`, and what `mayGoOn` throws.
    package mutating func run(mayGoOn: () throws -> Void = {}) async throws {
        var failures = 0
        while true {
            try Task.checkCancellation()
            do {
                switch try await step() {
                case .moved: failures = 0
                case .ended: return
                case .blockAwaited: try await world.clock.rest(failures: 0)
                case .idle(let until): try await world.clock.wait(until: until)
                }
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                failures += 1
                world.logger.error(
                    "a step of a tournament failed",
                    metadata: ["tournament.id": "\(row.plan.id)", "error": "\(error)", "failures": "\(failures)"]
                )
                try await world.clock.rest(failures: failures)
            }
            try mayGoOn()
        }
    }
}
