package import Chain
package import Rules

/// Who pays the fee, and how to get at the key once something has to be paid: a coldkey takes long to be opened.
package struct FeePayer: Sendable {
    /// The account that pays.
    package let account: Hotkey
    /// Returns its key.
    package let unlock: @Sendable () throws -> HotkeyPair

    /// Names an account whose key is to be got at.
    package init(account: Hotkey, unlock: @escaping @Sendable () throws -> HotkeyPair) {
        self.account = account
        self.unlock = unlock
    }

    /// Names an account whose key is there.
    package init(_ pair: HotkeyPair) {
        self.init(account: pair.hotkey) { pair }
    }
}
