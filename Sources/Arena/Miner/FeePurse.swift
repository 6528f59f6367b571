import Chain
import Rules

/// Who pays for a hotkey, and whether it can: its fee, and its uid when it has none yet.
struct FeePurse {
    private let chain: any Treasury
    private let desk: FeeDesk
    private let hotkey: Hotkey
    private let payer: Hotkey
    private let isRegistered: Bool

    /// Describes who would pay for whom.
    init(chain: any Chain & Treasury, metagraph: Metagraph, hotkey: Hotkey, payer: Hotkey) {
        self.chain = chain
        self.hotkey = hotkey
        self.payer = payer
        desk = FeeDesk(treasury: chain, metagraph: metagraph)
        isRegistered = metagraph.uid(of: hotkey) != nil
    }

    /// Who has to pay: the hotkey's coldkey, or whose it becomes when it gets a uid.
    func owner() async throws -> String {
        if let coldkey = try await desk.coldkey(of: hotkey) { return coldkey }
        guard !isRegistered, let account = try await chain.registrar()?.account else { return hotkey.text }
        return account.text
    }

    /// Returns why so much cannot be paid now, and why the hotkey cannot get a uid.
    func obstacles(to rao: UInt64) async throws -> [Preflight.Finding] {
        let owner = try await owner()
        var found: [Preflight.Finding] = []
        var uidRao: UInt64 = 0
        if !isRegistered {
            let registrar = try await chain.registrar()
            let account = registrar.map { $0.account?.text ?? hotkey.text }
            guard let registrar, account == owner else {
                let who = account == nil ? "nobody pays for one" : "it belongs to \(owner), who does not pay for one"
                found.append(.init(code: "not_registered", sentence: "\(hotkey) has no uid, and \(who)."))
                return found
            }
            uidRao = registrar.rao
        }
        guard rao > 0 || uidRao > 0 else { return found }
        if rao > 0 {
            guard payer.text == owner else {
                let sentence = "The fee has to be paid by \(owner), not by \(payer)."
                return found + [.init(code: "fee_foreign", sentence: sentence)]
            }
            if let obstacle = try await chain.feeObstacle() {
                found.append(.init(code: "fee_obstructed", sentence: obstacle))
            }
        }
        guard let account = Hotkey(owner) else { return found }
        let held = try await chain.balance(of: account)
        let besides = uidRao.clampedSum(chain.reserveRao)
        guard held < rao.clampedSum(besides) else { return found }
        let more = besides > 0 ? ", and \(besides) more are needed for uid and charges" : ""
        let sentence = "\(account) holds \(held) rao; \(rao) are to be paid\(more)."
        return found + [.init(code: rao > 0 ? "fee_missing" : "uid_unpaid", sentence: sentence)]
    }
}
