import Accounts
package import Chain
package import FoundationEssentials
package import Rules
import Substrate
import Synchronization
import Timelock

extension SubtensorChain {
    /// The longest ciphertext that the pallet takes, in bytes.
    private static let longestCiphertext = 1024

    /// Commits to a payload, sealed until the round of the beacon that is due some blocks from now.
    ///
    /// The round is that of the network's own tool, and never one that the chain has already. The chain reveals in the
    /// first block that has the round, so that the block which is answered is an estimate. It can be included for about as
    /// long as it is sealed, and is not sent once its round is there: whoever saw it could open it. When that happens before
    /// it was sent at all, it is sealed anew.
    ///
    /// - Throws: `ChainError`: `invalidPayload` for one that is empty or, sealed, longer than the chain takes;
    ///   `invalidDelay`; `notRegistered`; `expired` when it was in no block in time; `wrongChain`
    ///   when the beacon is not to be trusted.
    @discardableResult
    package func commit(
        _ payload: Data,
        by pair: HotkeyPair,
        revealAfter blocks: Int
    ) async throws -> CommitmentReceipt {
        var attempt = 1
        while true {
            let sealed = try await seal(payload, for: blocks)
            let wasSent = Mutex(false)
            do {
                let inclusion = try await send(sealed, by: pair, revealAfter: blocks) { wasSent.withLock { $0 = true } }
                // It is final: whatever fails now is no failure of the commitment.
                let made = inclusion.block.number
                let reveal = try? await state(of: inclusion.block).expectedBlock(of: sealed.round, sealed.beacon)
                return CommitmentReceipt(committedAt: made, revealBlock: max(reveal ?? sealed.expected, made + 1))
            } catch let error as ChainError where error.code == .expired && attempt < options.sealAttempts {
                guard !wasSent.withLock({ $0 }) else { throw error }
                attempt += 1
            }
        }
    }

    /// Sends a commitment; `onSending` is told each time before.
    private func send(
        _ sealed: Sealed,
        by pair: HotkeyPair,
        revealAfter blocks: Int,
        onSending: () -> Void
    ) async throws -> Inclusion {
        let field = DynamicValue.variant(
            "TimelockEncrypted",
            .record([.init("encrypted", .bytes(sealed.bytes)), .init("reveal_round", .number(sealed.round.number))])
        )
        return try await submit(
            "Commitments",
            "set_commitment",
            [.init("netuid", .number(netuid)), .init("info", .record([.init("fields", .list([field]))]))],
            by: pair.key,
            eraBlocks: min(options.eraBlocks, max(options.shortestEra, UInt64(blocks).largestPowerOfTwo)),
            mayBeSent: {
                guard try await isSealed(sealed.round, sealed.beacon) else { return false }
                onSending()
                return true
            }
        )
    }

    /// What is ready to be committed to.
    private struct Sealed {
        let bytes: [UInt8]
        let round: DrandRound
        let beacon: DrandChain
        /// The block in which it is expected to be revealed.
        let expected: UInt64
    }

    private func seal(_ payload: Data, for blocks: Int) async throws -> Sealed {
        guard let blocks = UInt64(exactly: blocks), (1...1_000_000).contains(blocks) else {
            throw ChainError(.invalidDelay, "a reveal cannot be \(blocks) blocks away")
        }
        let message = ScaleWriter.bytes { $0.byteString(Array(payload)) }
        guard !payload.isEmpty, message.count + TimelockCiphertext.overheadByteCount <= Self.longestCiphertext else {
            throw ChainError(.invalidPayload, "a payload of \(payload.count) bytes cannot be committed sealed")
        }
        let state = try await bestState()
        let beacon = try await beacon(state)
        let round = try await revealRound(after: blocks, state, beacon)
        let blockTime = try state.blockTime()
        try requireNetworksTime(blockTime)
        try requireOwnTime(beacon.moment(of: round), in: Double(blocks) * blockTime.value)
        let expected = try await state.expectedBlock(of: round, beacon)
        let sealed = try TimelockCiphertext.seal(message, until: round, of: beacon)
        return Sealed(bytes: sealed.bytes, round: round, beacon: beacon, expected: expected)
    }

    /// Throws what a commitment would be refused for at the moment: whatever sealing it refuses, and that its hotkey has
    /// used up what a subnet lets it commit to in an epoch.
    ///
    /// - Throws: `ChainError` as `commit` does, `refused` when there is no space left.
    package func rehearseCommit(_ payload: Data, by hotkey: Hotkey, revealAfter blocks: Int) async throws {
        let sealed = try await seal(payload, for: blocks)
        let state = try await state()
        let items = ["UsedSpaceOf", "MaxSpace"]
        guard items.allSatisfy({ (try? state.metadata.storageEntry("Commitments", $0)) != nil }) else { return }
        let key = [DynamicValue.number(netuid), .account(hotkey.account)]
        let told = try await state.values([.init("Commitments", items[0], key), .init("Commitments", items[1])])
        let most: UInt64 = try told[1].number("MaxSpace")
        let epochs = try await state.epochs(of: netuid)
        guard let usage = told[0], usage[0]?.number(UInt64.self) == epochs.index,
            let used = usage[1]?.number(UInt64.self), used + UInt64(max(sealed.bytes.count, 100)) > most
        else { return }
        throw ChainError(
            .refused,
            "\(hotkey) has used \(used) of \(most) bytes for commitments (SpaceLimitExceeded); there is space again from "
                + "block \(try epochs.nextBlock()) on"
        )
    }

    /// Makes sure that a node elsewhere does not choose for how long a seal holds: it could tell of short blocks.
    ///
    /// - Throws: `ChainError.Code.wrongChain`.
    func requireNetworksTime(_ blockTime: Seconds) throws {
        guard !trustsBeacon, blockTime.duration != options.blockTime else { return }
        throw ChainError(
            .wrongChain,
            "the node tells of a block every \(blockTime), and the network has one every "
                + "\(options.blockTime / .seconds(1)) s; nothing was sealed"
        )
    }

    /// Makes sure that a node elsewhere does not choose when a seal opens: it could tell a time that is long over.
    ///
    /// - Parameters:
    ///   - moment: What was computed from what the node tells.
    ///   - seconds: How far it should be from now, by this machine's clock.
    ///   - now: This machine's clock.
    /// - Throws: `ChainError.Code.invalidDelay`.
    func requireOwnTime(_ moment: Date, in seconds: Double, now: Date = Date()) throws {
        guard !trustsBeacon else { return }
        let distance = moment.timeIntervalSince(now)
        let isClose = abs(distance - seconds) <= options.sealSlack / .seconds(1)
        guard isClose, distance > 0 || seconds == 0 else {
            throw ChainError(
                .invalidDelay,
                "the node's clock is \((distance - seconds).rounded()) s off by this machine's; nothing was sealed"
            )
        }
    }

    /// Whether a round's pulse is not there yet, as far as the chain and this machine know.
    private func isSealed(_ round: DrandRound, _ beacon: DrandChain) async throws -> Bool {
        let last: UInt64 = try await bestState().value("Drand", "LastStoredRound").number("LastStoredRound")
        return last < round.number && (trustsBeacon || beacon.moment(of: round) > Date())
    }

    private func revealRound(
        after blocks: UInt64,
        _ state: ChainState,
        _ beacon: DrandChain
    ) async throws -> DrandRound {
        let last: UInt64 = try await state.value("Drand", "LastStoredRound").number("LastStoredRound")
        do {
            let round = try beacon.revealRound(
                afterBlocks: blocks,
                of: .seconds(try state.blockTime().value),
                from: try await state.time()
            )
            guard last < .max else { throw ChainError(.malformedAnswer, "there is no round after \(last)") }
            return max(round, try DrandRound(last + 1))
        } catch let error as TimelockError {
            throw ChainError(.invalidDelay, error.message, cause: error)
        }
    }

    /// Returns when a hotkey's sealed commitments were made and are expected to be revealed, earliest reveal first.
    package func sealedCommitments(of hotkey: Hotkey) async throws -> [CommitmentReceipt] {
        let state = try await state()
        let key = [DynamicValue.number(netuid), .account(hotkey.account)]
        guard let registration = try await state.value("Commitments", "CommitmentOf", key) else { return [] }
        let made: UInt64 = try registration["block"].number("block")
        let rounds = try registration["info"]?["fields"].list("fields").compactMap { field in
            field.caseName == "TimelockEncrypted" ? field["reveal_round"]?.number(UInt64.self) : nil
        }
        let beacon = try await beacon(state)
        var receipts: [CommitmentReceipt] = []
        for round in (rounds ?? []).sorted() where round > 0 {
            let reveal = try await state.expectedBlock(of: try DrandRound(round), beacon)
            receipts.append(CommitmentReceipt(committedAt: made, revealBlock: reveal))
        }
        return receipts
    }
}

extension UInt64 {
    /// The largest power of two that is not above it; 1 for 0.
    fileprivate var largestPowerOfTwo: UInt64 { 1 << UInt64(63 - Swift.min(leadingZeroBitCount, 63)) }
}
