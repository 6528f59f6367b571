import FoundationEssentials
import GRDB
package import Rules

extension LocalChain {
    /// What is signed by a coldkey that consents to a hotkey.
    private func consentMessage(of hotkey: Hotkey) -> Data {
        Data("tiltyard local chain owner 1\0".utf8) + identity + hotkey.bytes
    }

    /// Makes a hotkey belong to a coldkey, for good; a hotkey that belongs to it already stays.
    ///
    /// - Parameters:
    ///   - hotkey: The hotkey, which signs the request.
    ///   - coldkey: The coldkey, which consents.
    /// - Throws: `ChainError.Code.notPermitted` when the hotkey belongs to another.
    package func own(_ hotkey: HotkeyPair, by coldkey: HotkeyPair) async throws {
        let consent = try coldkey.sign(consentMessage(of: hotkey.hotkey))
        try await send(.belong(coldkey: coldkey.hotkey, consent: consent), by: hotkey)
    }

    /// Gives an account tokens that nobody had before.
    ///
    /// - Parameters:
    ///   - account: The account.
    ///   - rao: How much, in rao.
    ///   - validator: The validator of the genesis, and nobody else.
    /// - Throws: `ChainError.Code.notPermitted` for anybody else.
    package func endow(_ account: Hotkey, rao: UInt64, by validator: HotkeyPair) async throws {
        try await send(.endow(account: account, rao: rao), by: validator)
    }

    /// Returns what an account holds, in rao.
    package func balance(of account: Hotkey) async throws -> UInt64 {
        try await pool.read { db in try Self.balance(of: account, in: db) }
    }

    func belong(_ hotkey: Hotkey, to coldkey: Hotkey, consent: Data, in db: Database) throws {
        guard coldkey.hasSigned(consentMessage(of: hotkey), signature: consent) else {
            throw ChainError(.badSignature, "coldkey \(coldkey) has not consented to hotkey \(hotkey)")
        }
        try db.execute(
            sql: "INSERT INTO owners (hotkey, coldkey) VALUES (?, ?) ON CONFLICT (hotkey) DO NOTHING",
            arguments: [hotkey.text, coldkey.text]
        )
        let owner = try String.fetchOne(
            db,
            sql: "SELECT coldkey FROM owners WHERE hotkey = ?",
            arguments: [hotkey.text]
        )
        guard owner == coldkey.text else {
            throw ChainError(.notPermitted, "hotkey \(hotkey) belongs to another coldkey")
        }
    }

    func endow(_ account: Hotkey, _ rao: UInt64, by hotkey: Hotkey, in db: Database) throws {
        guard hotkey == genesis.validator else {
            throw ChainError(.notPermitted, "hotkey \(hotkey) may not endow accounts")
        }
        try Self.change(account, by: rao, in: db)
    }

    static func balance(of account: Hotkey, in db: Database) throws -> UInt64 {
        try UInt64.fetchOne(db, sql: "SELECT rao FROM accounts WHERE account = ?", arguments: [account.text]) ?? 0
    }

    /// Adds to an account, or takes from it.
    static func change(_ account: Hotkey, by rao: UInt64, isLoss: Bool = false, in db: Database) throws {
        let held = try balance(of: account, in: db)
        let (sum, overflows) = isLoss ? held.subtractingReportingOverflow(rao) : held.addingReportingOverflow(rao)
        guard !overflows, sum <= UInt64(Int64.max) else {
            throw ChainError(.notPermitted, "account \(account) holds \(held) rao, which \(rao) cannot change so")
        }
        try db.execute(
            sql: """
                INSERT INTO accounts (account, rao) VALUES (?, ?)
                ON CONFLICT (account) DO UPDATE SET rao = excluded.rao
                """,
            arguments: [account.text, Int64(sum)]
        )
    }
}
