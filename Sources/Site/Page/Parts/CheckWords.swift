import Arena

/// The checks' stable words in plain ones.
enum CheckWords {
    /// What a check is called.
    static func name(_ check: Check) -> String { all[check.name]?.name ?? check.name }

    /// What it looks at, in one sentence.
    static func meaning(_ check: Check) -> String? { all[check.name]?.meaning }

    private static let all: [String: (name: String, meaning: String)] = [
        "non_finite_weights": ("Weights are numbers", "no weight is infinite or undefined after training"),
        "update_error": ("Error of the update", "how far the weights end from where the referee's own training ends"),
        "projection": ("Length of the update", "how far the weights moved, 1 being as far as the referee's"),
        "first_moment": ("Optimizer's first moments", "what the optimizer remembers of the gradients"),
        "second_moment": ("Optimizer's second moments", "what it remembers of their squares"),
        "tensor_update_error": ("Error of any tensor", "the same for the tensor that is furthest off"),
        "tensor_projection": ("Length of any tensor's update", "the same for the tensor that is furthest off"),
        "tensor_first_moment": ("First moments of any tensor", "the same for the tensor that is furthest off"),
        "row_update_error": ("Error of any embedding row", "the same for the row that is furthest off"),
        "run_time": ("Time of a run", "by the host's clock, for the slowest run"),
        "memory": ("Memory", "the most that it held at any moment"),
        "code_size": ("Size of the code", "the file that was handed in"),
        "score_too_low": ("Score is high enough", "what a submission has to reach to be ranked"),
        "score_implausible": ("Score can be believed", "more than this no machine of this kind can do"),
    ]
}

/// A check in numbers as people read them.
struct CheckText {
    let check: Check

    var measured: String { check.value.map(text) ?? "none" }

    var allowed: String {
        switch (check.lowest, check.highest) {
        case (let lowest?, let highest?): "\(text(lowest)) to \(text(highest))"
        case (let lowest?, nil): "≥ " + text(lowest)
        case (nil, let highest?): "≤ " + text(highest)
        case (nil, nil): ""
        }
    }

    /// How many times what was measured fits into what is allowed.
    var headroom: String {
        guard let headroom = check.headroom else { return check.isKept ? "exact" : "broken" }
        guard check.isKept else { return headroom > 0 ? "over by ×\(Figure.short(1 / headroom))" : "broken" }
        return "×" + (headroom >= 10_000 ? "9999+" : Figure.short(headroom))
    }

    /// Where it came closest to the limit.
    var nearest: String { [check.run.map { "run \($0)" }, check.subject].compactMap(\.self).joined(separator: ", ") }

    private func text(_ value: Double) -> String {
        switch check.unit {
        case .share: abs(value - 1) < 0.2 && value != 1 ? Figure.fixed(value, 6) : Figure.short(value)
        case .seconds: Figure.duration(value)
        case .rate: Figure.fixed(value, value < 1000 ? 1 : 0) + "/s"
        case .bytes: Figure.bytes(value)
        }
    }
}
