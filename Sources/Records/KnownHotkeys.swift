import Rules
import Synchronization

/// Hotkeys whose addresses were checked a short while ago.
///
/// Checking an address takes a hash and a division of long numbers, and a page of a board has a hundred that are the same
/// the next time.
final class KnownHotkeys: Sendable {
    /// How many are remembered; then it begins anew.
    static let limit = 4096

    private let hotkeys = Mutex<[String: Hotkey]>([:])

    /// Returns the hotkey that has this address; nil when it is none.
    func hotkey(_ text: String) -> Hotkey? {
        if let known = hotkeys.withLock({ $0[text] }) { return known }
        guard let hotkey = Hotkey(text) else { return nil }
        hotkeys.withLock { hotkeys in
            if hotkeys.count >= Self.limit { hotkeys.removeAll() }
            hotkeys[text] = hotkey
        }
        return hotkey
    }

    /// How many are remembered.
    var count: Int { hotkeys.withLock(\.count) }
}
