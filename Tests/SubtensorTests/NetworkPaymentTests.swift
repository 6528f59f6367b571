import Accounts
import Chain
import Foundation
import Rules
import Substrate
import Synchronization
import Testing

@testable import Subtensor

/// Fees in stake, and payments that several want to make at once.
@Suite struct NetworkPaymentTests {
    private static func withFolder(_ body: (TestNetwork, String) async throws -> Void) async throws {
        let folder = NSTemporaryDirectory() + "book-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await withNetwork { network in try await body(network, folder) }
    }

    private static let sending = "author_submitAndWatchExtrinsic"

    @Test func aFeeIsPaidInStakeAndFoundAtItsPlace() async throws {
        try await Self.withFolder { network, folder in
            let chain = try await network.connect {
                $0.book = FolderTransferBook(folder: folder)
                $0.options.statesKept = 0
                $0.since = 1
            }
            let (dave, alice) = (try TestNetwork.pair("Dave"), try TestNetwork.pair("Alice").hotkey)
            let before = try network.balance("Dave")
            let made = try await chain.payFee(5_000_000, worth: 4_500_000, to: alice, reference: "f", by: dave)
            #expect(made.rao == 5_000_000 && made.from == dave.hotkey && made.to == alice && made.index > 0)
            #expect((5_000_000..<6_000_000).contains(before - (try network.balance("Dave"))))
            let place = PaymentPlace(block: made.block, index: made.index)
            guard case .found(let found) = try await chain.fee(at: place, to: alice) else {
                throw NothingFailed()
            }
            #expect(found.rao == 5_000_000 && found.from == dave.hotkey && found.block == made.block)
            #expect(try await chain.fee(at: place, to: dave.hotkey) == .nothing)
            for index in [0, made.index + 1, Int.max] {
                let wrong = PaymentPlace(block: made.block, index: index)
                #expect(try await chain.fee(at: wrong, to: alice) == .nothing)
            }
            for block in [0, 9_999_999_999, UInt64.max] {
                #expect(try await chain.fee(at: PaymentPlace(block: block, index: 1), to: alice) == .nothing)
            }
            #expect(
                try await chain.coldkey(of: TestNetwork.pair("CharlieHot").hotkey, at: made.block)
                    == TestNetwork.pair("Charlie").hotkey
            )
            #expect(try await chain.coldkey(of: dave.hotkey, at: nil) == nil)
            // The same once more is the same; another one is refused.
            #expect(try await chain.payFee(5_000_000, worth: 1, to: alice, reference: "f", by: dave) == made)
            #expect(try await chain.fee("f", from: dave.hotkey) == made)
            #expect(try await chain.fee("g", from: dave.hotkey) == nil)
            #expect(network.node.count(of: Self.sending) == 2)
            // A block is read by the rules that the state before it has.
            _ = try await eventually { try await chain.currentBlock() > made.block + 1 ? true : nil }
            network.forget(before: made.block + 1)
            #expect(try await chain.fee(at: place, to: alice) == .forgotten)
            await chain.close()
        }
    }

    @Test func whatTheChainWouldNotTakeCostsNothing() async throws {
        try await Self.withFolder { network, folder in
            let chain = try await network.connect { $0.book = FolderTransferBook(folder: folder) }
            let (dave, alice) = (try TestNetwork.pair("Dave"), try TestNetwork.pair("Alice").hotkey)
            let little = try await failure {
                try await chain.payFee(1000, worth: 1, to: alice, reference: "little", by: dave)
            }
            #expect(little.code == .refused && little.message.contains("AmountTooLow"))
            let poor = try await failure {
                try await chain.payFee(.max / 2, worth: 1, to: alice, reference: "much", by: dave)
            }
            #expect(poor.code == .notPermitted, "\(poor)")
            // Stake that is not worth enough is not given away.
            let worthless = try await failure {
                try await chain.payFee(5_000_000, worth: 5_000_001, to: alice, reference: "dear", by: dave)
            }
            #expect(worthless.code == .refused && worthless.message.contains("still the payer's own"))
            let stake: [DynamicValue] = [
                .bytes(try TestNetwork.pair("AliceHot").hotkey.account.bytes), .bytes(dave.hotkey.account.bytes),
                .unsigned(1),
            ]
            #expect(try network.stored("Alpha", stake)?["bits"]?.number(UInt128.self) == 5_000_000 << 64)
            // It is used when the price suits, and no other is got.
            let sent = network.node.count(of: Self.sending)
            let made = try await chain.payFee(5_000_000, worth: 5_000_000, to: alice, reference: "dear", by: dave)
            #expect(network.node.count(of: Self.sending) == sent + 1)
            #expect(made.rao == 5_000_000)
            let unnoted = try await network.connect()
            let error = try await failure {
                try await unnoted.payFee(5_000_000, worth: 1, to: alice, reference: "x", by: dave)
            }
            #expect(error.code == .unavailable)
            #expect(try await unnoted.feeObstacle() != nil)
            #expect(try await chain.feeObstacle() == nil)
            await chain.close()
            await unnoted.close()
        }
    }

    /// Stake that was got and then used for something else is got again.
    @Test func stakeThatIsGoneIsForgotten() async throws {
        try await Self.withFolder { network, folder in
            let chain = try await network.connect { $0.book = FolderTransferBook(folder: folder) }
            let (dave, alice) = (try TestNetwork.pair("Dave"), try TestNetwork.pair("Alice").hotkey)
            let dear = try await failure {
                try await chain.payFee(5_000_000, worth: 5_000_001, to: alice, reference: "f", by: dave)
            }
            #expect(dear.code == .refused)
            let hotkey = try TestNetwork.pair("AliceHot").hotkey
            _ = try await chain.submit(
                "SubtensorModule",
                "remove_stake",
                [
                    .init("hotkey", .account(hotkey.account)), .init("netuid", .number(chain.netuid)),
                    .init("amount_unstaked", .number(UInt64(5_000_000))),
                ],
                by: dave.key
            )
            let gone = try await failure {
                try await chain.payFee(5_000_000, worth: 1, to: alice, reference: "f", by: dave)
            }
            #expect(gone.message.contains("NotEnoughStakeToWithdraw"))
            #expect(try await chain.payFee(5_000_000, worth: 1, to: alice, reference: "f", by: dave).rao == 5_000_000)
            await chain.close()
        }
    }

    @Test func whatMayNotBeSentAnyMoreIsNotSentOnce() async throws {
        try await withNetwork { network in
            let chain = try await network.connect()
            let dave = try TestNetwork.pair("Dave")
            let late = try await failure {
                try await chain.submit("System", "remark", [.init("remark", .bytes([1]))], by: dave.key) { false }
            }
            #expect(late.code == .expired)
            #expect(network.node.count(of: Self.sending) == 0)
            await chain.close()
        }
    }

    /// Killed when the stake was got, and again when it was sent: it arrives once.
    @Test(arguments: [0, 1]) func aFeeIsPaidOnceThoughTheProcessDies(_ step: Int) async throws {
        try await Self.withFolder { network, folder in
            let (dave, alice) = (try TestNetwork.pair("Dave"), try TestNetwork.pair("Alice").hotkey)
            let before = try network.balance("Dave")
            let first = try await network.connect { $0.book = FolderTransferBook(folder: folder) }
            let passed = Mutex(0)
            network.node.follow { request in
                guard request.method == Self.sending else { return .none }
                return passed.withLock { passed in
                    passed += 1
                    return passed == step + 1 ? .silence : .none
                }
            }
            let lost = Task { try await first.payFee(5_000_000, worth: 1, to: alice, reference: "f", by: dave) }
            _ = try await eventually { network.node.count(of: Self.sending) == step + 1 ? true : nil }
            lost.cancel()
            await first.close()
            _ = await lost.result
            let second = try await network.connect { $0.book = FolderTransferBook(folder: folder) }
            // Who only looks sends nothing, not even what is noted and in no block.
            #expect(try await second.fee("f", from: dave.hotkey, isRehearsal: true) == nil)
            #expect(network.node.count(of: Self.sending) == step + 1)
            let made = try await second.payFee(5_000_000, worth: 1, to: alice, reference: "f", by: dave)
            #expect(try await second.fee("f", from: dave.hotkey) == made)
            #expect((5_000_000..<6_000_000).contains(before - (try network.balance("Dave"))))
            await second.close()
        }
    }

    /// Two tasks of one client, and two clients with one folder as two processes have them: one payment.
    @Test(arguments: [true, false]) func whoPaysTheSameAtTheSameTimePaysOnce(_ isOneClient: Bool) async throws {
        try await Self.withFolder { network, folder in
            let one = try await network.connect { $0.book = FolderTransferBook(folder: folder) }
            let other =
                isOneClient ? one : try await network.connect { $0.book = FolderTransferBook(folder: folder) }
            let (dave, eve) = (try TestNetwork.pair("Dave"), try TestNetwork.pair("Eve").hotkey)
            let before = try network.balance("Eve")
            async let first = one.transfer(1_000_000, to: eve, reference: "prize", by: dave)
            async let second = other.transfer(1_000_000, to: eve, reference: "prize", by: dave)
            async let third = one.transfer(1_000_000, to: eve, reference: "prize", by: dave)
            let blocks = try await [first, second, third]
            #expect(Set(blocks).count == 1)
            #expect(network.node.count(of: Self.sending) == 1)
            #expect(try network.balance("Eve") == before + 1_000_000)
            async let fee = one.payFee(5_000_000, worth: 1, to: eve, reference: "fee", by: dave)
            async let again = other.payFee(5_000_000, worth: 1, to: eve, reference: "fee", by: dave)
            let fees = try await [fee, again]
            #expect(fees[0] == fees[1])
            #expect(network.node.count(of: Self.sending) == 3)
            await one.close()
            await other.close()
        }
    }

    @Test func aPaymentWaitsForWhoeverPaysFromTheSameAccount() async throws {
        try await Self.withFolder { network, folder in
            let book = FolderTransferBook(folder: folder)
            let dave = try TestNetwork.pair("Dave")
            let chain = try await network.connect {
                $0.book = book
                $0.options.submissionTime = .milliseconds(100)
            }
            let eve = try TestNetwork.pair("Eve").hotkey
            let taken = try #require(try book.take(dave.hotkey))
            #expect(try book.take(dave.hotkey) == nil)
            #expect(try book.take(eve) != nil)
            let error = try await failure { try await chain.transfer(1000, to: eve, reference: "r", by: dave) }
            #expect(error.code == .unavailable && error.message.contains("another process pays"))
            withExtendedLifetime(taken) {}
            await chain.close()
        }
    }

    @Test func onlyThePaymentThatIsMeantIsForgotten() throws {
        let folder = NSTemporaryDirectory() + "book-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let book = FolderTransferBook(folder: folder)
        let dave = try TestNetwork.pair("Dave").hotkey
        func noted(_ bytes: [UInt8]) -> NotedTransfer {
            let signed = SignedCall(bytes: bytes, signer: dave.account, nonce: 1, birth: 1, death: 65)
            return NotedTransfer(reference: "r", to: dave, rao: 7, signed: signed, index: 2, outcome: 6)
        }
        try book.note(noted([2]), from: dave)
        try book.forget("r", noted([1]).signed.hash, from: dave)
        #expect(try book.transfer("r", from: dave) == noted([2]))
        try book.forget("r", noted([2]).signed.hash, from: dave)
        #expect(try book.transfer("r", from: dave) == nil)
        try book.forget("r", noted([2]).signed.hash, from: dave)
    }
}
