import Rules

/// What the host asks of the referee: one JSON object a frame.
struct RefereeRequest: Encodable {
    var verb: String
    var workload: Workload?
    var steps: Int?
    var warmupSteps: Int?
    var seed: String?

    enum CodingKeys: String, CodingKey {
        case verb, workload, steps, seed
        case warmupSteps = "warmup_steps"
    }
}

/// What every answer begins with.
struct RefereeStatus: Decodable {
    var ok: Bool
    var error: String?
    var message: String?
}

/// The sizes of a workload, in bytes and in numbers.
struct RefereeDescription: Decodable {
    var python: String
    var torch: String
    var parameters: Int
    var embeddingParameters: Int
    var weightsBytes: Int
    var batchesBytes: Int
    var warmupBatchesBytes: Int
    var outputBytes: Int

    enum CodingKeys: String, CodingKey {
        case python, torch, parameters
        case embeddingParameters = "embedding_parameters"
        case weightsBytes = "weights_bytes"
        case batchesBytes = "batches_bytes"
        case warmupBatchesBytes = "warmup_batches_bytes"
        case outputBytes = "output_bytes"
    }
}

/// The loss that the reference training reached and began with, in nats a token.
struct ReferenceReport: Decodable {
    var loss: Double
    var lossBefore: Double

    enum CodingKeys: String, CodingKey {
        case loss
        case lossBefore = "loss_before"
    }
}
