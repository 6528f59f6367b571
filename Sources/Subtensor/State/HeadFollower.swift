import Chain
import Substrate
import Synchronization

/// The newest final block, which the node tells as it happens, over every connection anew.
actor HeadFollower {
    private let client: RPCClient
    private let library: BlockLibrary
    private let options: SubtensorOptions
    private var newest: UInt64 = 0
    /// Whether the node tells of blocks at the moment, so that nobody has to ask.
    private var isTold = false
    /// When the node told last.
    private var toldAt = ContinuousClock.now
    private var news: NewsQueue?
    private let follower = Mutex<Task<Void, Never>?>(nil)

    init(_ client: RPCClient, _ library: BlockLibrary, _ options: SubtensorOptions) {
        self.client = client
        self.library = library
        self.options = options
    }

    /// Begins to follow, until it is stopped.
    nonisolated func start() {
        follower.withLock { follower in
            guard follower == nil else { return }
            follower = Task { await self.run() }
        }
    }

    /// Stops to follow.
    nonisolated func stop() { follower.withLock { $0?.cancel() } }

    private func run() async {
        var pause = options.firstPause
        while !Task.isCancelled {
            let wasTold = await follow()
            pause = wasTold ? options.firstPause : min(pause * 2, options.longestPause)
            try? await Task.sleep(for: pause)
        }
    }

    /// The number of the newest final block; it never goes back.
    ///
    /// A node that tells of no block for too long is asked, and its news are subscribed to anew: it may have forgotten that
    /// somebody listens.
    ///
    /// - Throws: `ChainError` when the node neither tells nor answers.
    func newestNumber() async throws -> UInt64 {
        if isTold, ContinuousClock.now - toldAt <= options.headSilence { return newest }
        if isTold {
            isTold = false
            news?.end()
        }
        let answer = try await client.call("chain_getFinalizedHead")
        guard let hash = try answer.hashOrNil("chain_getFinalizedHead") else {
            throw ChainError(.malformedAnswer, "the node has no final block")
        }
        see(try await library.block(hash).number)
        return newest
    }

    /// Listens until the subscription ends.
    ///
    /// - Returns: Whether there was news.
    private func follow() async -> Bool {
        defer { isTold = false }
        let method = (begin: "chain_subscribeFinalizedHeads", end: "chain_unsubscribeFinalizedHeads")
        guard let news = try? await client.subscribe(method.begin, ending: method.end) else { return false }
        self.news = news
        defer {
            self.news = nil
            news.end()
        }
        var wasTold = false
        // Why it ended is told to whoever asks the node something next.
        while let header = try? await news.next(), let number = BlockReference.number(header) {
            see(number)
            isTold = true
            toldAt = .now
            wasTold = true
        }
        return wasTold
    }

    /// Takes a block for final of which somebody else was told.
    func see(_ number: UInt64) { newest = max(newest, number) }
}
