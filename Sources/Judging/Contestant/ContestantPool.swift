import Sandbox

/// Contestants that import torch ahead of their runs: each for one run of one submission, and never shared.
///
/// Importing torch takes as long as a short run. While one run is timed, the next contestant imports on the host's
/// processors, where nothing else happens then; before its own run it moves. Where host and contestant share cores this
/// would be felt, so there it waits until the run is over.
final class ContestantPool {
    private let make: ([Int]) throws -> Contestant
    private let processors: Processors
    private let importsDuringRuns: Bool
    private var waiting: [Contestant] = []

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
        if waiting.isEmpty { waiting.append(try make(processors.contestant)) }
    }

    /// Starts contestants just before a run, on the host's processors, if they will not be felt there.
    ///
    /// - Parameter count: How many are to wait then; each holds a few hundred megabytes.
    /// - Throws: `SandboxError` when one cannot be started.
    func prepareDuringRun(_ count: Int = 1) throws {
        guard importsDuringRuns else { return }
        while waiting.count < count { waiting.append(try make(processors.host)) }
    }

    /// Hands out a contestant that has imported torch and is on its own processors.
    func take() throws -> Contestant {
        try prepare()
        try waiting[0].move(to: processors.contestant)
        return waiting.removeFirst()
    }

    /// Waits until those that wait have imported torch.
    func settle() throws {
        for contestant in waiting { try contestant.awaitHello() }
    }

    /// Kills those that nobody took.
    func end() {
        for contestant in waiting { try? contestant.end() }
        waiting = []
    }
}
