package import Chain
import Foundation
package import Rules

/// Decides whose questions an endpoint answers: those of registered hotkeys with enough stake, once each.
package final class EndpointGate: Sendable {
    /// Why a question is not answered.
    package struct Refusal: Error, Sendable, Hashable {
        /// The HTTP status.
        package let status: Int
        /// One sentence.
        package let sentence: String
    }

    /// How far a question's moment may lie from the clock's, in nanoseconds.
    static let window: UInt64 = 120_000_000_000

    private let hotkey: Hotkey
    private let leastStakeRao: UInt64
    private let metagraph: @Sendable () async throws -> Metagraph
    private let nanoseconds: @Sendable () -> UInt64
    private let used = UsedNonces(lifetime: EndpointGate.window)

    /// Makes a gate.
    ///
    /// - Parameters:
    ///   - hotkey: Who is asked here.
    ///   - leastStakeRao: The least stake of those who are answered, in rao.
    ///   - metagraph: Who is registered; asked with every question.
    ///   - nanoseconds: The clock, in nanoseconds since 1970.
    package init(
        hotkey: Hotkey,
        leastStakeRao: UInt64 = 0,
        metagraph: @escaping @Sendable () async throws -> Metagraph,
        nanoseconds: @escaping @Sendable () -> UInt64 = { UInt64(max(0, Date().timeIntervalSince1970) * 1e9) }
    ) {
        self.hotkey = hotkey
        self.leastStakeRao = leastStakeRao
        self.metagraph = metagraph
        self.nanoseconds = nanoseconds
    }

    /// Looks at a question.
    ///
    /// Only a nonce that was signed is remembered, so that strangers can neither use up anybody's nonces nor memory.
    ///
    /// - Parameter field: Returns the value of a header field, by its name in small letters.
    /// - Throws: `Refusal`; what the metagraph throws.
    package func check(_ field: (String) -> String?) async throws {
        guard let validator = field(EndpointQuestion.Field.validator),
            let competitor = field(EndpointQuestion.Field.competitor), let nonce = field(EndpointQuestion.Field.nonce),
            let signature = field(EndpointQuestion.Field.signature)
        else { throw Refusal(status: 422, sentence: "A header field of the question is missing.") }
        let neurons = try await metagraph().neurons
        guard let asking = Hotkey(validator), let neuron = neurons.first(where: { $0.hotkey == asking }) else {
            throw Refusal(status: 403, sentence: "Hotkey not found in metagraph")
        }
        guard neuron.stakeRao >= leastStakeRao else {
            throw Refusal(status: 403, sentence: "Insufficient stake of \(neuron.stakeRao) rao")
        }
        guard let asked = Hotkey(competitor), asked == hotkey else {
            throw Refusal(status: 401, sentence: "This is not the endpoint of that hotkey.")
        }
        let question = EndpointQuestion(validator: asking, competitor: asked, nonce: nonce)
        let now = nanoseconds()
        guard let moment = question.nanoseconds, max(moment, now) - min(moment, now) <= Self.window else {
            throw Refusal(status: 401, sentence: "The nonce has no moment, or one that is too far from now.")
        }
        guard question.isSigned(by: signature) else {
            throw Refusal(status: 401, sentence: "The signature is not that hotkey's over this question.")
        }
        guard used.take("\(asking.text) \(nonce)", of: moment, at: now) else {
            throw Refusal(status: 401, sentence: "The nonce was used before.")
        }
    }
}
