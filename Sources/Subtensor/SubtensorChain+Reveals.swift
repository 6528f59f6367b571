import Accounts
package import Chain
import FoundationEssentials
import Rules
import Substrate

extension SubtensorChain {
    /// Returns the commitments that were revealed after a block.
    ///
    /// The chain keeps the newest ten of a hotkey. Where all ten are new, older ones may have been pushed out meanwhile:
    /// then the list is read as it was at the block of the oldest, and so on, until nothing is missing. Reveals of one block
    /// are in the order in which the chain makes them: by account, then by place in the list.
    ///
    /// Of what the node has forgotten the rest is told: reveals that were pushed out are missing then, and it may be unknown
    /// when something was committed to. Nobody can hold up the others by that.
    ///
    /// - Throws: `ChainError`: `stateGone` when the node does not have a state that is not old.
    package func revealedCommitments(after block: UInt64) async throws -> RevealedCommitments {
        let state = try await state()
        let floor = max(block, since)
        guard state.block.number > floor else { return RevealedCommitments(commitments: [], through: block) }
        var reveals: [Reveal] = []
        for entry in try await state.entries("Commitments", "RevealedCommitments", [.number(netuid)]) {
            guard let account = entry.keys.last??.account else {
                throw ChainError(.malformedAnswer, "the chain reveals a commitment of nobody")
            }
            reveals += try await self.reveals(of: account, entry.value, after: floor, state)
        }
        return RevealedCommitments(commitments: try await told(reveals, state), through: state.block.number)
    }

    /// How many reveals of a hotkey the chain keeps.
    private static let revealsKept = 10

    /// Something that was sealed and is not any more.
    private struct Reveal {
        let account: AccountID
        let block: UInt64
        let bytes: [UInt8]
    }

    /// All reveals of a hotkey after a block, oldest first.
    private func reveals(
        of account: AccountID,
        _ newest: DynamicValue,
        after floor: UInt64,
        _ state: ChainState
    ) async throws -> [Reveal] {
        var list = try Self.reveals(newest, account)
        var found: [Reveal] = []
        while true {
            found = list.filter { $0.block > floor } + found
            guard list.count >= Self.revealsKept, let oldest = list.first?.block, oldest > floor else { return found }
            let key = [DynamicValue.number(netuid), .account(account)]
            let earlier = try await remembered(at: oldest, state) { earlier in
                try await earlier.value("Commitments", "RevealedCommitments", key).map { try Self.reveals($0, account) }
            }
            guard let earlier else { return found }
            // The oldest block's reveals may be in the list in part only: they are read again, whole.
            found.removeAll { $0.block == oldest }
            list = earlier ?? []
            guard let last = list.last?.block, last == oldest,
                list.first?.block != oldest || list.count < Self.revealsKept
            else {
                throw ChainError(.malformedAnswer, "the reveals of \(account) in block \(oldest) contradict each other")
            }
        }
    }

    private static func reveals(_ value: DynamicValue, _ account: AccountID) throws -> [Reveal] {
        try Optional(value).list("RevealedCommitments").map { pair in
            guard let bytes = pair[0]?.byteString else {
                throw ChainError(.malformedAnswer, "a revealed commitment has no bytes")
            }
            return Reveal(account: account, block: try pair[1].number("RevealedCommitments"), bytes: bytes)
        }
    }

    private func told(_ reveals: [Reveal], _ state: ChainState) async throws -> [RevealedCommitment] {
        // Sorting keeps equal elements in order, and those of one hotkey are in theirs.
        let sorted = reveals.enumerated().sorted { left, right in
            let (one, other) = (left.element, right.element)
            if one.block != other.block { return one.block < other.block }
            if one.account != other.account { return one.account < other.account }
            return left.offset < right.offset
        }.map(\.element)
        var told: [RevealedCommitment] = []
        for reveal in sorted {
            let index = told.last?.revealBlock == reveal.block ? (told.last?.index ?? -1) + 1 : 0
            told.append(
                RevealedCommitment(
                    hotkey: try Hotkey(reveal.account),
                    payload: Self.payload(reveal.bytes),
                    committedAt: try await committed(reveal, state),
                    revealBlock: reveal.block,
                    index: index
                )
            )
        }
        return told
    }

    /// The block of a commitment: until the block before its reveal it stood in `CommitmentOf`.
    ///
    /// Where that is forgotten, it is the hotkey's last commitment if that was before the reveal.
    private func committed(_ reveal: Reveal, _ state: ChainState) async throws -> UInt64? {
        let key = [DynamicValue.number(netuid), .account(reveal.account)]
        let made = try await remembered(at: max(reveal.block, 1) - 1, state) { before in
            try await before.value("Commitments", "CommitmentOf", key)?["block"]?.number(UInt64.self) ?? reveal.block
        }
        if let made { return made }
        do {
            let last = try await state.value("Commitments", "LastCommitment", key)?.number(UInt64.self)
            return last.flatMap { $0 > 0 && $0 < reveal.block ? $0 : nil }
        } catch let error as ChainError where error.code == .unsupported {
            return nil
        }
    }

    /// Reads from the state after a block; nil when the node has forgotten so old a one.
    ///
    /// Newer ones every node has, unless it is behind and says so in other words: of these it is thrown.
    func remembered<Value>(
        at block: UInt64,
        _ newest: ChainState,
        _ body: (ChainState) async throws -> Value
    ) async throws -> Value? {
        do {
            return try await body(try await state(at: block))
        } catch let error as ChainError
            where error.code == .stateGone && newest.block.number >= block + options.statesKept
        {
            return nil
        }
    }

    /// What was committed to: the network's tools put the length before it.
    private static func payload(_ bytes: [UInt8]) -> Data {
        var reader = ScaleReader(bytes)
        guard let inner = try? reader.byteString(), (try? reader.finish()) != nil else { return Data(bytes) }
        return Data(inner)
    }
}
