import Synchronization

/// How much each client may still do, in requests or in bytes: a bucket that fills by the second.
final class RateLimit: Sendable {
    private struct Bucket {
        var tokens: Double
        var filled: ContinuousClock.Instant
    }

    private let burst: Double
    private let perSecond: Double
    private let buckets = Mutex<[String: Bucket]>([:])

    /// How many clients are remembered; beyond that, those whose buckets are full are forgotten.
    private static let most = 10_000

    init(burst: Int, perSecond: Double) {
        self.burst = Double(burst)
        self.perSecond = perSecond
    }

    /// Takes something from a client's bucket: one request, or so many of whatever the bucket holds; what is more than it can
    /// ever hold takes all of it.
    ///
    /// - Returns: Seconds until there is room again, at most a day; nil when there was.
    func take(_ client: String, _ amount: Int = 1, now: ContinuousClock.Instant = .now) -> Double? {
        buckets.withLock { buckets in
            if buckets.count >= Self.most { forget(full: &buckets, now: now) }
            var bucket = buckets[client] ?? Bucket(tokens: burst, filled: now)
            bucket.tokens = level(bucket, now: now)
            bucket.filled = now
            defer { buckets[client] = bucket }
            let taken = min(Double(amount), burst)
            guard burst > 0, bucket.tokens >= taken else {
                return min((max(taken, 1) - bucket.tokens) / perSecond, 86_400)
            }
            bucket.tokens -= taken
            return nil
        }
    }

    /// Gives back what was taken for something that came to nothing.
    func giveBack(_ client: String, _ amount: Int) {
        buckets.withLock { $0[client]?.tokens += min(Double(amount), burst) }
    }

    private func level(_ bucket: Bucket, now: ContinuousClock.Instant) -> Double {
        let seconds = bucket.filled.duration(to: now) / .seconds(1)
        return min(burst, bucket.tokens + max(0, seconds) * perSecond)
    }

    private func forget(full buckets: inout [String: Bucket], now: ContinuousClock.Instant) {
        buckets = buckets.filter { level($0.value, now: now) < burst }
        if buckets.count >= Self.most { buckets.removeAll() }
    }
}
