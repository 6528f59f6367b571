import Chain
import Substrate

/// Something that a chain reports of a block.
struct ChainEvent: Sendable {
    /// The place of the extrinsic that caused it; nil when none did.
    let extrinsic: UInt32?
    let pallet: String
    let name: String
    let content: DynamicValue

    init(_ record: DynamicValue) throws {
        guard let phase = record["phase"], let event = record["event"], let pallet = event.caseName,
            case .variant(let name, let content)? = event[0]
        else { throw ChainError(.malformedAnswer, "the chain reports something that is no event") }
        extrinsic = phase.caseName == "ApplyExtrinsic" ? phase[0]?.number() : nil
        self.pallet = pallet
        self.name = name
        self.content = content
    }
}

extension ChainState {
    /// What the chain reports of the block.
    func events() async throws -> [ChainEvent] {
        guard let records = try await value("System", "Events")?.elements else {
            throw ChainError(.malformedAnswer, "the chain's events are no list")
        }
        return try records.map(ChainEvent.init)
    }
}
