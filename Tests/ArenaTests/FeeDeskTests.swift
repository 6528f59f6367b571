import Chain
import Foundation
import Rules
import TestSupport
import Testing

@testable import Arena

/// A chain that has one payment, changes of owners, and a node that forgets.
private struct ScriptedTreasury: Treasury {
    var search = FeeSearch.nothing
    /// The coldkey that the hotkey had in the block of the payment.
    var earlier: Hotkey?
    let leastFeeRao: UInt64 = 1
    let reserveRao: UInt64 = 0

    func fee(at place: PaymentPlace, to account: Hotkey) async throws -> FeeSearch { search }
    func coldkey(of hotkey: Hotkey, at block: UInt64?) async throws -> Hotkey? { block == nil ? nil : earlier }
    func fee(_ reference: String, from payer: Hotkey, isRehearsal: Bool) async throws -> Transfer? { nil }
    func feeObstacle() async throws -> String? { nil }
    func registrar() async throws -> Registrar? { nil }
    func balance(of account: Hotkey) async throws -> UInt64 { 0 }
    func transfers(to account: Hotkey, from block: UInt64) async throws -> Transfers {
        Transfers(transfers: [], next: block)
    }
    func transfer(_ rao: UInt64, to account: Hotkey, reference: String, by pair: HotkeyPair) async throws -> UInt64 {
        throw ChainError(.unavailable, "nothing is paid here")
    }
    func payFee(
        _ rao: UInt64,
        worth least: UInt64,
        to account: Hotkey,
        reference: String,
        by pair: HotkeyPair
    ) async throws -> Transfer {
        throw ChainError(.unavailable, "nothing is paid here")
    }
}

/// What is found of the payment that a commitment names.
@Suite struct FeeDeskTests {
    private let hotkey = HotkeyPair().hotkey
    private let now = HotkeyPair().hotkey
    private let then = HotkeyPair().hotkey
    private let place = PaymentPlace(block: 90, index: 3)
    private let rule = FeeRule(rao: 1000, ageBlocks: 10)

    private func fault(_ treasury: ScriptedTreasury, committedAt block: UInt64 = 100) async throws -> FeeFault? {
        let neuron = Metagraph.Neuron(
            uid: 0,
            hotkey: hotkey,
            coldkey: now.text,
            stakeRao: 0,
            registeredAt: 1,
            isValidator: false
        )
        let desk = FeeDesk(treasury: treasury, metagraph: Metagraph(block: 100, neurons: [neuron], burnUID: nil))
        let commitment = try CodeCommitment(
            hash: CodeHash(of: Data("1".utf8)),
            url: "https://example.org/a",
            payment: place
        )
        let evidence = try await desk.evidence(of: commitment, by: hotkey, committedAt: block, under: rule)
        return rule.fault(of: evidence, committedAt: block)
    }

    private func paid(by payer: Hotkey) -> FeeSearch {
        .found(Transfer(from: payer, to: Cashier.burnAccount, rao: 1000, block: place.block, index: place.index))
    }

    @Test func theColdkeyOfTodayAndTheOneOfThenMayPay() async throws {
        #expect(try await fault(ScriptedTreasury(search: paid(by: now))) == nil)
        #expect(try await fault(ScriptedTreasury(search: paid(by: then))) == .foreign(place))
        #expect(try await fault(ScriptedTreasury(search: paid(by: then), earlier: then)) == nil)
        #expect(try await fault(ScriptedTreasury(search: paid(by: hotkey), earlier: then)) == .foreign(place))
    }

    @Test func whatIsMissingForgottenOrTooOldIsToldApart() async throws {
        #expect(try await fault(ScriptedTreasury()) == .unknown(place))
        #expect(try await fault(ScriptedTreasury(search: .forgotten)) == .forgotten(place))
        #expect(try await fault(ScriptedTreasury(search: .forgotten), committedAt: 101) == .expired(place))
        #expect(try await fault(ScriptedTreasury(search: paid(by: now)), committedAt: 89) == .expired(place))
    }
}
