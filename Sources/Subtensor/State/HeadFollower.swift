import Chain
import Substrate
import Synchronization

/// The newest final block, which the node tells as it happens, over every connection anew.
///
/// The number never goes back, though another node behind the same address be behind. One that stays behind is left, so that
/// the next connection is to another, or shows that the chain has lost blocks.
actor HeadFollower {
    private let client: RPCClient
    private let library: BlockLibrary
    private let landmark: Landmark
    private let options: SubtensorOptions
    private var newest: UInt64
    /// Whether the node tells of blocks at the moment, so that nobody has to ask.
    private var isTold = false
    /// When the node told last.
    private var toldAt = ContinuousClock.now
    /// Since when the node's own newest block is an earlier one.
    private var behindSince: ContinuousClock.Instant?
    private var news: NewsQueue?
    private let follower = Mutex<Task<Void, Never>?>(nil)

    init(_ client: RPCClient, _ library: BlockLibrary, _ landmark: Landmark, _ options: SubtensorOptions) {
        self.client = client
        self.library = library
        self.landmark = landmark
        self.options = options
        newest = landmark.block?.number ?? 0
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
    /// - Throws: `ChainError` when the node neither tells nor answers, or the chain has lost blocks.
    func newestNumber() async throws -> UInt64 {
        if let since = behindSince, ContinuousClock.now - since > options.headSilence {
            behindSince = nil
            isTold = false
            await client.leave(ChainError(.disconnected, "the node stays behind block \(newest)"))
        }
        if isTold, ContinuousClock.now - toldAt <= options.headSilence { return newest }
        if isTold {
            isTold = false
            news?.end()
        }
        let block = try await library.newestFinal()
        landmark.see(SeenBlock(number: block.number, hash: block.hash))
        hear(block.number)
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
        // Why it ended is told to whoever asks the node something next; after too much news nothing is wrong with the node.
        while let header = try? await news.next(), let number = BlockReference.number(header) {
            // A header does not say its own hash, but that of the block before.
            if number > 0, let parent = try? header["parentHash"]?.hashOrNil(method.begin) {
                await library.note(number - 1, parent)
                landmark.see(SeenBlock(number: number - 1, hash: parent))
            }
            hear(number)
            isTold = true
            toldAt = .now
            wasTold = true
        }
        return wasTold
    }

    /// Takes down which block the node has for the newest final one.
    private func hear(_ number: UInt64) {
        behindSince = number < newest ? behindSince ?? .now : nil
        newest = max(newest, number)
    }

    /// Takes a block for final that has something which was sent from here.
    func see(_ block: BlockReference) {
        landmark.see(SeenBlock(number: block.number, hash: block.hash), isOurs: true)
        newest = max(newest, block.number)
    }
}
