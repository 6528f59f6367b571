import Chain
import Substrate

/// The participants as of the newest block that somebody asked for.
///
/// Several loops ask for the same again and again, and a block's answer never changes.
actor MetagraphCache {
    private var newest: (hash: Hash256, metagraph: Metagraph)?

    func metagraph(at hash: Hash256) -> Metagraph? { newest?.hash == hash ? newest?.metagraph : nil }

    func keep(_ metagraph: Metagraph, at hash: Hash256) {
        guard metagraph.block >= newest?.metagraph.block ?? 0 else { return }
        newest = (hash, metagraph)
    }
}
