import Foundation
package import Rules
import Synchronization

/// Time as a tournament knows it.
package protocol TournamentClock: Sendable {
    /// The moment.
    var now: Moment { get }

    /// Waits until a moment, or a while less.
    func wait(until moment: Moment) async throws

    /// Waits for something that has no moment: another block, or a failure to be over.
    ///
    /// - Parameter failures: How often in a row something failed.
    /// - Throws: `CancellationError`.
    func rest(failures: Int) async throws
}

/// The time of the world.
package struct WorldClock: TournamentClock {
    private let patience: Duration

    /// Makes the clock.
    ///
    /// - Parameter patience: The longest that it waits at once.
    package init(patience: Duration = .seconds(15)) {
        self.patience = patience
    }

    /// The moment.
    package var now: Moment { Moment(Int64(Date().timeIntervalSince1970)) }

    /// Waits until a moment, but not longer than its patience.
    package func wait(until moment: Moment) async throws {
        let seconds = max(0, min(moment.seconds - now.seconds, Int64(Int32.max)))
        try await Task.sleep(for: min(.seconds(seconds), patience))
    }

    /// Waits a second, or longer the more often something failed.
    package func rest(failures: Int) async throws {
        try await Task.sleep(for: min(.seconds(1 << min(failures, 10)), patience))
    }
}

/// A time that passes as soon as there is nothing to do, so that a tournament of days takes seconds.
package final class RehearsalClock: TournamentClock {
    private let moment: Mutex<Moment>

    /// Makes the clock.
    ///
    /// - Parameter moment: The moment that it begins at.
    package init(_ moment: Moment) {
        self.moment = Mutex(moment)
    }

    /// The moment.
    package var now: Moment { moment.withLock { $0 } }

    /// Makes it that moment at once; time does not go back.
    package func wait(until moment: Moment) async throws {
        self.moment.withLock { $0 = max($0, moment) }
        await Task.yield()
    }

    /// Waits a moment of real time for the chain; after failures a minute passes for each.
    package func rest(failures: Int) async throws {
        moment.withLock { $0 = Moment($0.seconds + Int64(60 * failures)) }
        try await Task.sleep(for: .milliseconds(20))
    }
}
