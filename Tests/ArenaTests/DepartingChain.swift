import Rules
import TestSupport

@testable import Chain

/// A chain that some hotkeys have left.
struct DepartingChain: ForwardingChain {
    let chain: LocalChain
    let departed: Set<Hotkey>

    func metagraph() async throws -> Metagraph {
        let whole = try await chain.metagraph()
        return Metagraph(
            block: whole.block,
            neurons: whole.neurons.filter { !departed.contains($0.hotkey) },
            burnUID: whole.burnUID
        )
    }
}
