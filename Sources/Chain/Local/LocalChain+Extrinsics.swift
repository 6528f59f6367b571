import FoundationEssentials
import GRDB
package import Rules

extension LocalChain {
    /// Gives a hotkey a uid; one that has a uid keeps it.
    ///
    /// - Parameter pair: The hotkey, which signs the request.
    /// - Returns: Its uid, 1 or higher.
    /// - Throws: `ChainError.Code.full` when all uids are taken.
    @discardableResult
    package func register(_ pair: HotkeyPair) async throws -> UInt16 {
        try await send(.register, by: pair)
        guard let uid = try await metagraph().uid(of: pair.hotkey) else {
            throw ChainError(.notRegistered, "hotkey \(pair.hotkey) was not registered")
        }
        return uid
    }

    /// Returns the nonce that the next extrinsic of a hotkey has to have.
    package func nextNonce(of hotkey: Hotkey) async throws -> UInt64 {
        try await pool.read { db in try Self.nextNonce(of: hotkey, in: db) }
    }

    /// Checks an extrinsic and does what it asks for.
    ///
    /// - Parameter extrinsic: The extrinsic, from anybody.
    /// - Returns: The block in which it was done.
    /// - Throws: `ChainError` with `badSignature`, `badNonce`, or the code of the rule that the call breaks. Then
    ///   nothing was changed and the nonce is still good.
    @discardableResult
    package func submit(_ extrinsic: Extrinsic) async throws -> UInt64 {
        guard extrinsic.isAuthentic(on: identity) else {
            throw ChainError(.badSignature, "the signature is not that of hotkey \(extrinsic.hotkey)")
        }
        return try await pool.write { db in
            let block = try self.advance(db)
            try Self.useNonce(of: extrinsic, in: db)
            try self.apply(extrinsic, at: block, in: db)
            return block
        }
    }

    /// Signs a call with the next nonce and submits it, again if another process was quicker with the same hotkey.
    @discardableResult
    func send(_ call: Extrinsic.Call, by pair: HotkeyPair) async throws -> UInt64 {
        for _ in 0..<8 {
            let nonce = try await nextNonce(of: pair.hotkey)
            let extrinsic = try Extrinsic(signing: call, by: pair, nonce: nonce, chain: identity)
            do {
                return try await submit(extrinsic)
            } catch let error as ChainError where error.code == .badNonce {
                continue
            }
        }
        throw ChainError(.badNonce, "hotkey \(pair.hotkey) is used by too many others at once")
    }

    /// Registers a hotkey by the word of whoever keeps this chain: no signature is asked for.
    ///
    /// - Parameter hotkey: Whom to let in; one that has a uid keeps it.
    /// - Returns: Its uid.
    /// - Throws: `ChainError.Code.full` when all uids are taken.
    @discardableResult
    package func admit(_ hotkey: Hotkey) async throws -> UInt16 {
        try await pool.write { db in
            try Self.register(hotkey, at: try self.advance(db), in: db)
            let place = "SELECT uid FROM neurons WHERE hotkey = ?"
            guard let uid = try UInt16.fetchOne(db, sql: place, arguments: [hotkey.text]) else {
                throw ChainError(.notRegistered, "hotkey \(hotkey) was not registered")
            }
            return uid
        }
    }

    private func apply(_ extrinsic: Extrinsic, at block: UInt64, in db: Database) throws {
        switch extrinsic.call {
        case .register:
            try Self.register(extrinsic.hotkey, at: block, in: db)
        case .commit(let payload, let revealAfter):
            try commit(payload, by: extrinsic, revealAfter: revealAfter, at: block, in: db)
        case .setWeights(let weights):
            try setWeights(weights, by: extrinsic.hotkey, at: block, in: db)
        case .belong(let coldkey, let consent):
            try belong(extrinsic.hotkey, to: coldkey, consent: consent, in: db)
        case .endow(let account, let rao):
            try endow(account, rao, by: extrinsic.hotkey, in: db)
        case .transfer(let account, let rao, let reference):
            let transfer = Transfer(from: extrinsic.hotkey, to: account, rao: rao, reference: reference, block: block)
            try Self.carryOut(transfer, in: db)
        }
    }

    private static func nextNonce(of hotkey: Hotkey, in db: Database) throws -> UInt64 {
        try UInt64.fetchOne(db, sql: "SELECT next FROM nonces WHERE hotkey = ?", arguments: [hotkey.text]) ?? 0
    }

    private static func useNonce(of extrinsic: Extrinsic, in db: Database) throws {
        let next = try nextNonce(of: extrinsic.hotkey, in: db)
        guard extrinsic.nonce == next else {
            throw ChainError(.badNonce, "nonce \(extrinsic.nonce) of hotkey \(extrinsic.hotkey) should be \(next)")
        }
        try db.execute(
            sql: """
                INSERT INTO nonces (hotkey, next) VALUES (?, 1)
                ON CONFLICT (hotkey) DO UPDATE SET next = next + 1
                """,
            arguments: [extrinsic.hotkey.text]
        )
    }

    private static func register(_ hotkey: Hotkey, at block: UInt64, in db: Database) throws {
        guard try !isRegistered(hotkey, in: db) else { return }
        let last = try Int64.fetchOne(db, sql: "SELECT MAX(uid) FROM neurons") ?? 0
        guard last < Int64(maximumNeurons) else {
            throw ChainError(.full, "all \(maximumNeurons) uids are taken")
        }
        try db.execute(
            sql: "INSERT INTO neurons (uid, hotkey, stake, registered_at) VALUES (?, ?, 0, ?)",
            arguments: [last + 1, hotkey.text, Int64(clamping: block)]
        )
    }

    static func isRegistered(_ hotkey: Hotkey, in db: Database) throws -> Bool {
        try Int.fetchOne(db, sql: "SELECT uid FROM neurons WHERE hotkey = ?", arguments: [hotkey.text]) != nil
    }
}
