package import Chain
import Substrate

extension HotkeyPair {
    /// Draws a new pair.
    package init() {
        do {
            self.init(try SR25519KeyPair(seed: .random(32)))
        } catch {
            preconditionFailure("there is no memory for a key: \(error)")
        }
    }
}
