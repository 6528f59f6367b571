/// The training that a contestant has to do: the model, its data and its optimizer.
package struct Workload: Sendable, Hashable, Codable {
    /// The name of the model's definition, such as `tiny-gpt`.
    package var name: String
    /// The number of distinct tokens.
    package var vocabulary: Int
    /// The width of the model: elements of one token's representation.
    package var width: Int
    /// The number of transformer layers.
    package var layers: Int
    /// The number of attention heads in a layer; it divides the width.
    package var heads: Int
    /// The number of tokens in one sequence.
    package var sequenceLength: Int
    /// The number of sequences in one step.
    package var batch: Int
    /// AdamW's learning rate.
    package var learningRate: Double
    /// AdamW's decoupled weight decay.
    package var weightDecay: Double
    /// AdamW's decay of the first moment.
    package var beta1: Double
    /// AdamW's decay of the second moment.
    package var beta2: Double
    /// AdamW's guard against division by zero.
    package var epsilon: Double
    /// The precision class of parameters and optimizer state, in which the reference runs too.
    package var precision: Precision

    /// Returns the tokens that a run of some training steps works through.
    package func tokens(steps: Int) -> Int { steps * batch * sequenceLength }

    enum CodingKeys: String, CodingKey {
        case name, vocabulary, width, layers, heads, batch, beta1, beta2, epsilon, precision
        case sequenceLength = "sequence_length"
        case learningRate = "learning_rate"
        case weightDecay = "weight_decay"
    }
}

/// The number formats that the reference trains in, and that a submission may train in.
package enum Precision: String, Sendable, Hashable, Codable {
    /// 32-bit floating point throughout.
    case fp32
    /// Parameters and optimizer state in 32 bits; the forward pass may run under autocast to bfloat16.
    case bf16Autocast = "bf16-autocast"
    /// Parameters and optimizer state in bfloat16.
    case bf16Params = "bf16-params"
}
