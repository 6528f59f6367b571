import Sandbox

/// Contestants of one submission that import torch ahead of their runs: each for one run, and never shared.
///
/// Importing torch takes as long as a short run. While one run is timed, the next contestant imports on the host's
/// processors, where nothing else happens then; before its own run it moves. Where host and contestant share cores this
/// would be felt, so there it waits until the run is over.
final class ContestantPool {
    private let make: ([Int]) throws -> Contestant
    private let processors: Processors
    private let importsDuringRuns: Bool
    private var waiting: [Contestant] = []

    /// How many may wait; each holds a few hundred megabytes.
    private static let most = 1

    /// - Parameters:
    ///   - processors: Who runs where.
    ///   - make: Starts a contestant on the given processors.
    init(processors: Processors, make: @escaping ([Int]) throws -> Contestant) {
        self.processors = processors
        self.make = make
        importsDuringRuns = processors.isSeparate && !processors.shareCores
    }

    /// Starts a contestant while the contestant's processors have nothing else to do.
    func prepare() throws {
        guard waiting.count < Self.most else { return }
        waiting.append(try make(processors.contestant))
    }

    /// Starts a contestant just before a run, on the host's processors, if it will not be felt there.
    func prepareDuringRun() throws {
        guard importsDuringRuns, waiting.count < Self.most else { return }
        waiting.append(try make(processors.host))
    }

    /// Hands out a contestant that has imported torch and is on its own processors.
    func take() throws -> Contestant {
        try prepare()
        try waiting[0].move(to: processors.contestant)
        return waiting.removeFirst()
    }

    /// Kills those that nobody took.
    func end() {
        for contestant in waiting { try? contestant.end() }
        waiting = []
    }
}
