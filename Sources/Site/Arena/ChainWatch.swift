import Arena
import Chain
import Logging
import Rules

/// An arena's chain, which is asked by one at a time and waited for no longer than a client should.
///
/// While it does not answer, what it said last is told, and it is tried again. A chain behind a node is connected to when it
/// is asked first.
actor ChainWatch {
    private let open: @Sendable () async throws -> any Chain
    private let wait: Duration
    private let rest: Duration
    private let logger: Logger
    private var chain: (any Chain)?
    private var last: ChainMoment?
    private var payouts = RecentPayouts(tempos: ArenaSnapshot.tempos)
    /// The block at which payouts could not be read last.
    private var unpaidAt: UInt64?
    private var reading: Task<Void, Never>?
    private var waiting: [CheckedContinuation<Void, Never>] = []
    /// Whether what is being read was waited for long enough.
    private var isLate = false
    /// Why the chain does not answer; nil: it does.
    private var trouble: (any Error)?
    /// After a failure it is not asked again before this.
    private var restsUntil = ContinuousClock.now

    /// Makes a watch over a chain that nobody has connected to yet.
    ///
    /// - Parameters:
    ///   - wait: How long somebody waits for an answer.
    ///   - rest: How long the chain is left alone after a failure.
    ///   - logger: Is told when the chain stops to answer, and when it answers again.
    ///   - open: Connects to the chain.
    init(wait: Duration, rest: Duration, logger: Logger, open: @escaping @Sendable () async throws -> any Chain) {
        self.wait = wait
        self.rest = rest
        self.logger = logger
        self.open = open
    }
}

extension ChainWatch {
    /// Returns where the chain is, or, when it does not answer in time, where it was.
    ///
    /// - Throws: Errors of the chain while it has never answered.
    func moment() async throws -> ChainMoment {
        if reading == nil, restsUntil <= .now { begin() }
        // Whoever can be told of an earlier moment does not wait for a chain that is away.
        if reading != nil, !isLate, trouble == nil || last == nil {
            await withCheckedContinuation { waiting.append($0) }
        }
        guard var moment = last else { throw trouble ?? Self.late }
        moment.isAway = trouble != nil
        return moment
    }

    private static let late = ChainError(.timedOut, "the chain does not answer in time")

    private func begin() {
        isLate = false
        let began = ContinuousClock.now
        let clock = Task {
            try? await Task.sleep(for: wait)
            guard !Task.isCancelled else { return }
            isLate = true
            // It may have answered and be counting its payouts, which are many when nobody has asked for long.
            note(last.map { $0.readAt >= began } == true ? nil : trouble ?? Self.late)
        }
        reading = Task {
            do {
                try await read()
                note(nil)
            } catch {
                restsUntil = .now + rest
                note(error)
            }
            clock.cancel()
            reading = nil
        }
    }

    /// Notes how it went, says so where that has changed, and lets everybody go on who waits.
    private func note(_ trouble: (any Error)?) {
        switch (self.trouble, trouble) {
        case (nil, let trouble?): logger.warning("the chain does not answer", metadata: ["error": "\(trouble)"])
        case (.some, nil): logger.notice("the chain answers again")
        default: break
        }
        self.trouble = trouble
        for continuation in waiting { continuation.resume() }
        waiting = []
    }

    private func read() async throws {
        let chain = try await connected()
        do {
            let moment = try await read(chain)
            last = moment
            await readPayouts(chain, at: moment)
        } catch let error as ChainError where error.code == .wrongChain {
            // Such a client asks nothing any more; the right chain may come back.
            self.chain = nil
            throw error
        }
    }

    private func connected() async throws -> any Chain {
        if let chain { return chain }
        let new = try await open()
        chain = new
        return new
    }

    private func read(_ chain: any Chain) async throws -> ChainMoment {
        let metagraph = try await chain.metagraph()
        let known = last.flatMap { $0.block == metagraph.block ? $0.rhythm : nil }
        let rhythm = if let known { known } else { try await chain.rhythm() }
        return ChainMoment(
            identity: chain.identity,
            block: metagraph.block,
            uids: Dictionary(metagraph.neurons.map { ($0.hotkey.text, Int($0.uid)) }) { first, _ in first },
            rhythm: rhythm,
            payments: payouts.payments,
            readAt: .now
        )
    }

    /// Reads what was paid since the last time; where that fails, the chain answers nevertheless.
    private func readPayouts(_ chain: any Chain, at moment: ChainMoment) async {
        guard unpaidAt != moment.block else { return }
        var payouts = payouts
        do {
            try await payouts.read(chain, at: moment.block, tempo: UInt64(moment.rhythm.tempoBlocks))
            self.payouts = payouts
            last?.payments = payouts.payments
            unpaidAt = nil
        } catch {
            unpaidAt = moment.block
            logger.warning("payouts cannot be read", metadata: ["error": "\(error)", "block": "\(moment.block)"])
        }
    }
}
