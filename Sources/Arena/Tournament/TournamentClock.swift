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
    /// How often it has rested since time passed last.
    private let rests = Mutex(0)
    private let patience: Int
    private let pause: Duration

    /// Makes the clock.
    ///
    /// - Parameters:
    ///   - moment: The moment that it begins at.
    ///   - patience: How often it rests for a block before an hour passes with every rest.
    ///   - pause: How long a rest is.
    package init(_ moment: Moment, patience: Int = 6000, pause: Duration = .milliseconds(20)) {
        self.moment = Mutex(moment)
        self.patience = patience
        self.pause = pause
    }

    /// The moment.
    package var now: Moment { moment.withLock { $0 } }

    /// Makes it that moment at once; time does not go back.
    package func wait(until moment: Moment) async throws {
        rests.withLock { $0 = 0 }
        self.moment.withLock { $0 = max($0, moment) }
        await Task.yield()
    }

    /// Waits a moment of real time for the chain; after failures a minute passes for each.
    ///
    /// A block that does not happen for two minutes may never do: then time passes, so that a deadline comes.
    package func rest(failures: Int) async throws {
        let count = rests.withLock { rests in
            rests += 1
            return rests
        }
        let seconds = Int64(60 * failures) + (count > patience ? 3600 : 0)
        moment.withLock { $0 = Moment($0.seconds + seconds) }
        try await Task.sleep(for: pause)
    }
}
