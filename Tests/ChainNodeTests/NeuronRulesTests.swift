import Substrate
import Testing

@testable import ChainNode

@Suite struct NeuronRulesTests {
    private let chain: TestChain
    private let netuid = DynamicValue.number(UInt16(1))

    init() throws { chain = try TestChain { $0.registrationCost = 2_000_000_000 } }

    private func register(_ hotkey: String, by coldkey: String, netuid: UInt16 = 1) throws -> String? {
        try chain.failure("SubtensorModule", "burned_register", [.number(netuid), .named(hotkey)], by: coldkey)
    }

    @Test func aRegistrationGivesTheNextUIDForItsCost() throws {
        let before = try chain.balance("Dave")
        let events = try chain.run("SubtensorModule", "burned_register", [netuid, .named("DaveHot")], by: "Dave")
        #expect(events.map(\.name) == ["Withdraw", "NeuronRegistered", "ExtrinsicSuccess"])
        #expect(try chain.balance("Dave") == before - 2_000_000_000)
        let key: [DynamicValue] = [netuid, try .named("DaveHot")]
        #expect(try chain.stored("SubtensorModule", "Uids", key) == .unsigned(3))
        #expect(try chain.stored("SubtensorModule", "Owner", [.named("DaveHot")]) == .named("Dave"))
    }

    @Test func whatRegistrationsRefuse() throws {
        #expect(try register("CharlieHot", by: "Charlie") == "HotKeyAlreadyRegisteredInSubNet")
        #expect(try register("DaveHot", by: "Dave", netuid: 0) == "RegistrationNotPermittedOnRootSubnet")
        #expect(try register("DaveHot", by: "Dave", netuid: 77) == "SubnetNotExists")
        _ = try chain.run("Balances", "transfer_all", [.address(TestChain.account("Bob")), .bool(true)], by: "Eve")
        #expect(try register("EveHot", by: "EveHot") == nil)
        #expect(try register("DaveHot", by: "Dave") == nil)
        #expect(try register("EveHot2", by: "Eve") == "NotEnoughBalanceToStake")
    }

    private func axon(_ ip: UInt128, port: UInt16 = 80, kind: UInt8 = 4, by signer: String) throws -> String? {
        let arguments: [DynamicValue] = [
            netuid, .number(UInt32(1)), .unsigned(ip), .number(port), .number(kind), .unsigned(4), .unsigned(0),
            .unsigned(0),
        ]
        return try chain.failure("SubtensorModule", "serve_axon", arguments, by: signer)
    }

    @Test func anAxonIsStoredAsSaid() throws {
        #expect(try axon(0x0A00_0007, by: "CharlieHot") == nil)
        let stored = try #require(try chain.stored("SubtensorModule", "Axons", [netuid, .named("CharlieHot")]))
        #expect(stored["ip"] == .unsigned(0x0A00_0007))
        #expect(stored["port"] == .unsigned(80))
        #expect(stored["block"] == .unsigned(1))
    }

    @Test func whatAxonsRefuse() throws {
        #expect(try axon(1, by: "DaveHot") == "HotKeyNotRegisteredInSubNet")
        #expect(try axon(1, kind: 5, by: "BobHot") == "InvalidIpType")
        #expect(try axon(0, by: "BobHot") == "InvalidIpAddress")
        #expect(try axon(1 << 40, by: "BobHot") == "InvalidIpAddress")
        #expect(try axon(1 << 40, port: 0, kind: 6, by: "BobHot") == "InvalidPort")
    }

    private func transferStake(_ amount: UInt64, by signer: String, hotkey: String = "BobHot") throws -> String? {
        let arguments: [DynamicValue] = [try .named("Eve"), try .named(hotkey), netuid, netuid, .number(amount)]
        return try chain.failure("SubtensorModule", "transfer_stake", arguments, by: signer)
    }

    @Test func stakeChangesItsOwner() throws {
        #expect(try transferStake(5_000_000_000, by: "Bob") == nil)
        let key: [DynamicValue] = [try .named("BobHot"), try .named("Eve"), netuid]
        #expect(try chain.stored("SubtensorModule", "Alpha", key)?["bits"] == .unsigned(5_000_000_000 << 64))
        #expect(try transferStake(UInt64.max, by: "Bob") == "NotEnoughStakeToWithdraw")
        #expect(try transferStake(1, by: "Bob") == "AmountTooLow")
        #expect(try transferStake(1_000_000, by: "Dave") == "NotEnoughStakeToWithdraw")
        #expect(try transferStake(1_000_000, by: "Bob", hotkey: "Nobody") == "HotKeyAccountNotExists")
    }

    @Test func stakeIsBoughtAndSold() throws {
        let before = try chain.balance("Eve")
        let arguments: [DynamicValue] = [try .named("BobHot"), netuid, .number(UInt64(3_000_000_000))]
        #expect(try chain.failure("SubtensorModule", "add_stake", arguments, by: "Eve") == nil)
        #expect(try chain.balance("Eve") < before - 3_000_000_000)
        #expect(try chain.failure("SubtensorModule", "remove_stake", arguments, by: "Eve") == nil)
        #expect(try chain.balance("Eve") > before - 1_000_000)
        #expect(
            try chain.failure("SubtensorModule", "remove_stake", arguments, by: "Eve") == "NotEnoughStakeToWithdraw"
        )
        let all: [DynamicValue] = [try .named("BobHot"), netuid, .number(UInt64.max)]
        #expect(try chain.failure("SubtensorModule", "add_stake", all, by: "Eve") == "NotEnoughBalanceToStake")
    }
}
