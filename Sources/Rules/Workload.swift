/// The training that a contestant has to do: the model, its data and its optimizer.
///
/// In JSON it is one flat object; `name` says which kind of model the others describe.
package struct Workload: Sendable, Hashable {
    /// The model and where its tokens come from.
    package var model: WorkloadModel
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
}

extension Workload: Codable {
    private enum CodingKeys: String, CodingKey {
        case batch, beta1, beta2, epsilon, precision
        case sequenceLength = "sequence_length"
        case learningRate = "learning_rate"
        case weightDecay = "weight_decay"
    }

    /// Reads the flat object.
    ///
    /// - Parameter decoder: The decoder to read from.
    /// - Throws: `DecodingError` naming the key.
    package init(from decoder: any Decoder) throws {
        model = try WorkloadModel(from: decoder)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        sequenceLength = try container.decode(Int.self, forKey: .sequenceLength)
        batch = try container.decode(Int.self, forKey: .batch)
        learningRate = try container.decode(Double.self, forKey: .learningRate)
        weightDecay = try container.decode(Double.self, forKey: .weightDecay)
        beta1 = try container.decode(Double.self, forKey: .beta1)
        beta2 = try container.decode(Double.self, forKey: .beta2)
        epsilon = try container.decode(Double.self, forKey: .epsilon)
        precision = try container.decode(Precision.self, forKey: .precision)
    }

    /// Writes the flat object.
    ///
    /// - Parameter encoder: The encoder to write to.
    /// - Throws: Whatever the encoder throws.
    package func encode(to encoder: any Encoder) throws {
        try model.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(sequenceLength, forKey: .sequenceLength)
        try container.encode(batch, forKey: .batch)
        try container.encode(learningRate, forKey: .learningRate)
        try container.encode(weightDecay, forKey: .weightDecay)
        try container.encode(beta1, forKey: .beta1)
        try container.encode(beta2, forKey: .beta2)
        try container.encode(epsilon, forKey: .epsilon)
        try container.encode(precision, forKey: .precision)
    }
}
