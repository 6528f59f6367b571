import Chain
import ChainNode
import Foundation
import Rules
import Substrate
import Synchronization
import Testing

@testable import Subtensor

/// Nodes behind a balancer, some of which are behind: nothing is decided by what they do not know yet.
@Suite(.serialized) struct LaggingNodeTests {
    @Test func theHeadNeverGoesBack() async throws {
        try await withNetwork { network in
            network.tellNoHeads()
            let chain = try await network.connect()
            let block = try await network.reach(20, chain)
            network.lag(at: block - 5)
            let asked = network.node.count(of: "chain_getFinalizedHead")
            for _ in 0..<5 { #expect(try await chain.currentBlock() == block) }
            #expect(network.node.count(of: "chain_getFinalizedHead") >= asked + 5)
            network.catchUp()
            _ = try await network.reach(block + 5, chain)
            await chain.close()
        }
    }

    @Test func aNodeThatStaysBehindIsLeftForAnother() async throws {
        try await withNetwork { network in
            network.tellNoHeads()
            let chain = try await network.connect {
                $0.options.headSilence = .milliseconds(50)
                $0.options.patience = .milliseconds(300)
            }
            let block = try await network.reach(20, chain)
            network.lag(at: block - 5)
            let error = try await eventually { () -> ChainError? in
                do {
                    let newest = try await chain.currentBlock()
                    #expect(newest == block)
                    return nil
                } catch let error as ChainError {
                    return error
                }
            }
            #expect(error.code == .behind)
            #expect(error.message.contains("does not have block \(block)"))
            // As after a connection to a node that is not.
            network.catchUp()
            _ = try await network.reach(block + 5, chain)
            await chain.close()
        }
    }

    @Test func aPaymentIsNotMissingBecauseItsBlockIsNotThereYet() async throws {
        try await withNetwork { network in
            let folder = NSTemporaryDirectory() + "book-\(UUID().uuidString)"
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let chain = try await network.connect { $0.book = FolderTransferBook(folder: folder) }
            let (dave, eve) = (try TestNetwork.pair("Dave"), try TestNetwork.pair("Eve").hotkey)
            let made = try await chain.payFee(5_000_000, worth: 1, to: eve, reference: "f", by: dave)
            let (block, place) = (made.block, PaymentPlace(block: made.block, index: made.index))
            await chain.close()
            network.tellNoHeads()
            let hasty = try await network.connect { $0.options.patience = .milliseconds(200) }
            let patient = try await network.connect()
            for chain in [hasty, patient] { _ = try await network.reach(block + 1, chain) }
            network.lag(at: block - 1)
            // That its time is over before the node has the block is no answer.
            let error = try await failure { try await hasty.fee(at: place, to: eve) }
            #expect(error.code == .behind)
            // By number, its header or its state, depending on what it knows already; or which block is final.
            func asked() -> Int {
                let methods = [
                    "chain_getBlockHash", "chain_getHeader", "chain_getFinalizedHead", "state_getStorage",
                    "state_getRuntimeVersion", "state_queryStorageAt",
                ]
                return methods.reduce(0) { $0 + network.node.count(of: $1) }
            }
            let before = asked()
            async let found = patient.fee(at: place, to: eve)
            _ = try await eventually { asked() > before + 3 ? true : nil }
            network.catchUp()
            // The chain has no place for a reference.
            let seen = Transfer(from: made.from, to: made.to, rao: made.rao, block: made.block, index: made.index)
            #expect(try await found == .found(seen))
            await hasty.close()
            await patient.close()
        }
    }

    @Test func aPaymentIsNotMadeAgainBecauseANodeIsBehind() async throws {
        try await withNetwork { network in
            let chain = try await network.connect {
                $0.options.finalityTime = .milliseconds(200)
                $0.options.eraBlocks = 64
            }
            let (dave, eve) = (try TestNetwork.pair("Dave"), try TestNetwork.pair("Eve").hotkey)
            let before = try network.balance("Eve")
            await network.pause()
            let head = UInt64(network.ledger.head.number)
            _ = try await network.reach(head, chain)
            // It is taken, and what answers from then on knows nothing of the blocks since.
            let isTaken = Mutex(false)
            network.lag(at: head) { request in
                guard request.method == "author_submitAndWatchExtrinsic" else { return nil }
                return isTaken.withLock { isTaken in
                    defer { isTaken = true }
                    return isTaken ? FaultyNode.Fault.none : .endAfter
                }
            }
            async let paid = chain.transfer(5_000, to: eve, reference: "", by: dave)
            _ = try await eventually { network.ledger.waiting == 1 ? true : nil }
            // Its era would be over.
            for _ in 0..<80 { network.makeBlock() }
            _ = try await eventually {
                network.node.count(of: "author_submitAndWatchExtrinsic") >= 2 ? true : nil
            }
            network.catchUp()
            network.resume()
            #expect(try await paid > head)
            #expect(try network.balance("Eve") == before + 5_000)
            #expect(network.ledger.waiting == 0)
            await chain.close()
        }
    }

    @Test func whatANodeHasInPlaceOfAFinalBlockIsNotTakenForIt() async throws {
        try await withNetwork { network in
            _ = try await eventually { network.ledger.head.number >= 20 ? true : nil }
            await network.pause()
            let head = UInt64(network.ledger.head.number)
            // It knows nothing but the newest block.
            let chain = try await network.connect()
            #expect(try await chain.currentBlock() == head)
            let other = try #require(network.ledger.block(number: 3)).hash
            let asked = Mutex(0)
            // The node's last final block is an earlier one, and it has another branch after it.
            network.lag(at: head - 4) { request in
                guard request.method == "chain_getBlockHash", case .array(let parameters) = request.parameters,
                    let number = parameters.first?.number(UInt64.self), number > head - 4
                else { return nil }
                asked.withLock { $0 += 1 }
                return .result(.string(other.description))
            }
            let before = network.node.count(of: "chain_getHeader")
            async let hash = chain.blockHash(of: head - 2)
            _ = try await eventually { network.node.count(of: "chain_getHeader") > before + 1 ? true : nil }
            network.catchUp()
            #expect(try await Array(hash) == network.ledger.block(number: head - 2)?.hash.bytes)
            #expect(asked.withLock { $0 } == 0)
            await chain.close()
        }
    }

    @Test func aNonceThatWasUsedIsNotTakenFromANodeThatIsBehind() async throws {
        try await withNetwork { network in
            let chain = try await network.connect()
            let (dave, eve) = (try TestNetwork.pair("Dave"), try TestNetwork.pair("Eve").hotkey)
            _ = try await chain.transfer(1_000, to: eve, reference: "", by: dave)
            network.node.follow { $0.method == "system_accountNextIndex" ? .result(.integer(0)) : .none }
            let before = try network.balance("Eve")
            _ = try await chain.transfer(2_000, to: eve, reference: "", by: dave)
            #expect(try network.balance("Eve") == before + 2_000)
            #expect(network.node.count(of: "author_submitAndWatchExtrinsic") == 2)
            await chain.close()
        }
    }

    struct Words: Sendable, CustomStringConvertible {
        let description: String
        let code: ChainError.Code
    }

    static let words = [
        Words(description: "Client error: UnknownBlock: State already discarded for 0x12", code: .stateGone),
        Words(description: "Client error: UnknownBlock: Header was not found in the database: 0x12", code: .behind),
        Words(
            description: "Client error: Api called for an unknown Block: Header was not found in the database: 0x12",
            code: .behind
        ),
        Words(description: "Exported method Some_function is not found", code: .unsupported),
    ]

    @Test(arguments: words)
    func aStateThatIsNotThereYetIsToldFromOneThatIsForgotten(_ told: Words) {
        #expect(ChainError(RPCFailure(code: 4003, message: told.description)).code == told.code)
    }
}

extension TestNetwork {
    /// Answers as a node does that has no blocks after one, until it catches up.
    ///
    /// - Parameters:
    ///   - number: Its newest block.
    ///   - exception: What is done otherwise; nil: what such a node does.
    func lag(at number: UInt64, exception: @escaping @Sendable (RPCRequest) -> FaultyNode.Fault? = { _ in nil }) {
        let ledger = ledger
        node.follow { request in
            if let fault = exception(request) { return fault }
            let parameters: [RPCValue] = if case .array(let list) = request.parameters { list } else { [] }
            let isUnknown = parameters.contains { value in
                guard let text = value.text, let hash = try? Hash256(hexadecimal: text) else { return false }
                return ledger.block(hash).map { UInt64($0.number) > number } ?? false
            }
            switch request.method {
            case "chain_getFinalizedHead", "chain_getHead":
                return .result(ledger.block(number: number).map { .string($0.hash.description) } ?? .null)
            case "chain_getBlockHash":
                let asked = parameters.first.map { $0.number(UInt64.self) ?? .max } ?? number
                let known = asked <= number ? ledger.block(number: asked) : nil
                return .result(known.map { .string($0.hash.description) } ?? .null)
            case "chain_getHeader" where isUnknown, "chain_getBlock" where isUnknown: return .result(.null)
            case "chain_subscribeFinalizedHeads": return .failure(.methodNotFound)
            case _ where isUnknown:
                let words = "Client error: UnknownBlock: Header was not found in the database"
                return .failure(RPCFailure(code: 4003, message: words))
            default: return .none
            }
        }
    }

    /// Waits until a client has seen a block.
    ///
    /// - Returns: The newest one that it has seen.
    func reach(
        _ number: UInt64,
        _ chain: SubtensorChain,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> UInt64 {
        try await eventually(sourceLocation: sourceLocation) { () -> UInt64? in
            let block = try? await chain.currentBlock()
            return block.flatMap { $0 >= number ? $0 : nil }
        }
    }

    /// Tells nobody of final blocks, so that whoever wants to know has to ask.
    func tellNoHeads() {
        node.follow { $0.method == "chain_subscribeFinalizedHeads" ? .failure(.methodNotFound) : .none }
    }

    /// Ends the lag.
    func catchUp() { node.follow { _ in .none } }
}
