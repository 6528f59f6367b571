/// What a submission has to define, how it is called, and what it hands back.
package enum Contract: String, Sendable, Hashable, Codable, CaseIterable {
    /// Three functions; the submission brings its own optimizer.
    case tournamentV0 = "tournament-v0"
    /// One function that gets model, data and optimizer.
    case crusadeTPS = "crusade-tps"
    /// The same function, with rules about its result.
    case crusadeMFU = "crusade-mfu"

    /// The functions that a submission defines, each with the least number of positional parameters.
    package var functions: [String: Int] {
        switch self {
        case .tournamentV0: ["setup_model": 1, "setup_data": 3, "train_step": 2]
        case .crusadeTPS, .crusadeMFU: ["inner_steps": 5]
        }
    }

    /// Whether the submission trains with an optimizer that it was given, whose moments are compared then.
    package var handsOutOptimizer: Bool { self != .tournamentV0 }

    /// One sentence for people.
    package var summary: String {
        switch self {
        case .tournamentV0:
            "setup_model(model_path), setup_data(data_path, batch_size, seq_len) and train_step(model, batch), with an "
                + "optimizer of the submission's own"
        case .crusadeTPS:
            "inner_steps(model, data_iterator, optimizer, num_steps, device) returns final_logits, total_tokens and "
                + "final_loss"
        case .crusadeMFU:
            "inner_steps as in crusade-tps; the logits cover every position, the loss is above 0 and the tokens are "
                + "those that were handed out"
        }
    }
}
