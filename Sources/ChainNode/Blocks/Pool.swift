import Substrate

/// Extrinsics that wait for a block.
struct Pool: Sendable {
    private struct Waiting: Sendable {
        let candidate: Candidate
        let arrival: UInt64
    }

    private var bySigner: [AccountID: [UInt32: Waiting]] = [:]
    private var hashes: Set<Hash256> = []
    private var arrivals: UInt64 = 0
    /// How many bytes wait.
    private var bytes = 0
    private let limits: ChainLimits

    init(_ limits: ChainLimits) { self.limits = limits }

    /// How many wait.
    var count: Int { hashes.count }

    /// The nonce for an account's next extrinsic, those that wait without a gap included.
    func nextNonce(of account: AccountID, after included: UInt32) -> UInt32 {
        guard let waiting = bySigner[account] else { return included }
        var nonce = included
        while waiting[nonce] != nil { nonce += 1 }
        return nonce
    }

    /// Lets an extrinsic wait.
    ///
    /// - Returns: The hash of one that has to give way.
    /// - Throws: `Refusal`.
    mutating func add(_ candidate: Candidate, nonce included: UInt32, spendable: UInt64) throws -> Hash256? {
        guard !hashes.contains(candidate.hash) else { throw Refusal.known }
        guard candidate.nonce >= included else { throw Refusal.outdated }
        guard candidate.nonce - included < UInt32(limits.waitingPerAccount) else { throw Refusal.tooFarAhead }
        let (cost, overflow) = candidate.fee.addingReportingOverflow(candidate.tip)
        guard !overflow, cost <= spendable else { throw Refusal.cannotPay }
        let rival = bySigner[candidate.signer]?[candidate.nonce]?.candidate
        if let rival, rival.tip >= candidate.tip { throw Refusal.tooLittleTip }
        guard rival != nil || count < limits.waiting, bytes + candidate.bytes.count <= limits.waitingBytes else {
            throw Refusal.full
        }
        if let rival { remove(rival) }
        bySigner[candidate.signer, default: [:]][candidate.nonce] = Waiting(candidate: candidate, arrival: arrivals)
        hashes.insert(candidate.hash)
        bytes += candidate.bytes.count
        arrivals += 1
        return rival?.hash
    }

    /// Takes an extrinsic out.
    mutating func remove(_ candidate: Candidate) {
        guard hashes.remove(candidate.hash) != nil else { return }
        bytes -= candidate.bytes.count
        bySigner[candidate.signer]?.removeValue(forKey: candidate.nonce)
        if bySigner[candidate.signer]?.isEmpty == true { bySigner.removeValue(forKey: candidate.signer) }
    }

    /// All that wait, by arrival; those of one account by nonce.
    var inOrder: [Candidate] {
        bySigner.values.flatMap { waiting in
            // One that came early but has to wait for another comes after it.
            var latest: UInt64 = 0
            return waiting.sorted { $0.key < $1.key }.map { entry -> (UInt64, UInt32, Candidate) in
                latest = max(latest, entry.value.arrival)
                return (latest, entry.key, entry.value.candidate)
            }
        }
        .sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
    }
}

/// How much may wait, and how large a block may be.
package struct ChainLimits: Sendable, Hashable {
    /// The most extrinsics that wait.
    package var waiting = 8192
    /// The most bytes that wait.
    package var waitingBytes = 16 << 20
    /// The most extrinsics of one account that wait.
    package var waitingPerAccount = 1024
    /// The most extrinsics in a block.
    package var perBlock = 2000
    /// The most bytes of extrinsics in a block.
    package var bytesPerBlock = 5 << 20

    /// The limits of a chain for development.
    package init() {}
}
