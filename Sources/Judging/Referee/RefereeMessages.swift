import Rules

/// What the host asks of the referee: one JSON object a frame.
struct RefereeRequest: Encodable {
    var verb: String
    var workload: Workload?
    var steps: Int?
    var warmupSteps: Int?
    var seed: String?
    var loss: Double?
    var lossBefore: Double?

    enum CodingKeys: String, CodingKey {
        case verb, workload, steps, seed, loss
        case lossBefore = "loss_before"
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
struct RefereeDescription: Decodable, Equatable {
    /// The SHA-256 of the harness.
    var harness: String
    /// The names and versions of everything that takes part in training.
    var versions: [String]
    /// The names and versions of everything in the Python environment, by name.
    var packages: [String]?
    var python: String
    var torch: String
    /// The accelerator's name, if the workload uses one.
    var device: String?
    var parameters: Int
    var embeddingParameters: Int
    var layers: Int
    var width: Int
    var weightsBytes: Int
    /// The tokens of one step.
    var batchBytes: Int
    var outputBytes: Int

    enum CodingKeys: String, CodingKey {
        case harness, versions, packages, python, torch, device, parameters, layers, width
        case embeddingParameters = "embedding_parameters"
        case weightsBytes = "weights_bytes"
        case batchBytes = "batch_bytes"
        case outputBytes = "output_bytes"
    }
}

/// The loss that the reference training reached and began with, in nats a token.
struct ReferenceReport: Decodable, Equatable {
    var loss: Double
    var lossBefore: Double

    enum CodingKeys: String, CodingKey {
        case loss
        case lossBefore = "loss_before"
    }
}
