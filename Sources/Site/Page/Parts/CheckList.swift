import Arena

/// Every check: what was measured, what is allowed, and where the one lies within the other.
struct CheckList {
    let checks: [Check]
    /// The code of the verdict, which names the check that decided.
    let decisive: String?

    var markup: Markup {
        Part.table(
            "Checks",
            columns: [("check", ""), ("measured", "n"), ("allowed", "n"), ("", "plot"), ("headroom", "n")]
        ) {
            tag("tbody") { for check in checks { line(check) } }
        }
    }

    private func line(_ check: Check) -> Markup {
        tag("tr", .class(check.isKept ? "" : "broken")) {
            tag("th", .scope("row"), .title(check.name)) {
                Self.words[check.name] ?? check.name
                if check.name == decisive { tag("span", .class("mark")) { "decided" } }
                tag("span", .class("where")) { nearest(check) }
            }
            tag("td", .class("n strong")) { check.value.map { text($0, check.unit) } ?? "none" }
            tag("td", .class("n")) { allowed(check) }
            tag("td", .class("plot")) { bar(check) }
            tag("td", .class("n")) { headroom(check) }
        }
    }

    /// Where it came closest to the limit.
    private func nearest(_ check: Check) -> String {
        [check.run.map { "run \($0)" }, check.subject].compactMap(\.self).joined(separator: ", ")
    }

    private func allowed(_ check: Check) -> String {
        switch (check.lowest, check.highest) {
        case (let lowest?, let highest?): "\(text(lowest, check.unit)) to \(text(highest, check.unit))"
        case (let lowest?, nil): "≥ " + text(lowest, check.unit)
        case (nil, let highest?): "≤ " + text(highest, check.unit)
        case (nil, nil): ""
        }
    }

    private func headroom(_ check: Check) -> String {
        guard let headroom = check.headroom else { return check.isKept ? "exact" : "broken" }
        guard check.isKept else { return headroom > 0 ? "over by ×\(Figure.short(1 / headroom))" : "broken" }
        return "×" + (headroom >= 10_000 ? "9999+" : Figure.short(headroom))
    }

    /// The allowed range is the middle of the track; what was measured is a dot on it.
    private func bar(_ check: Check) -> Markup {
        let (from, to) = (0.2, 0.8)
        let place: Double =
            switch (check.lowest, check.highest, check.value) {
            case (_, _, nil): 1
            case (let lowest?, let highest?, let value?): from + (to - from) * (value - lowest) / (highest - lowest)
            case (nil, let highest?, let value?): to * value / max(highest, .leastNonzeroMagnitude)
            case (let lowest?, nil, let value?): from * value / max(lowest, .leastNonzeroMagnitude)
            case (nil, nil, _): 0.5
            }
        let left = check.lowest == nil ? 0 : from, right = check.highest == nil ? 1 : to
        return tag("svg", .class("range"), .hidden) {
            tag(
                "line",
                .class("base"),
                Attribute("x1", "0"),
                Attribute("x2", "100%"),
                Attribute("y1", "50%"),
                Attribute("y2", "50%")
            ) {}
            tag(
                "line",
                .class("reach"),
                Attribute("x1", Scale.percent(left)),
                Attribute("x2", Scale.percent(right)),
                Attribute("y1", "50%"),
                Attribute("y2", "50%")
            ) {}
            tag(
                "circle",
                .class("score"),
                Attribute("cx", Scale.percent(min(0.98, max(0.02, place)))),
                Attribute("cy", "50%"),
                Attribute("r", "4")
            ) {}
        }
    }

    private func text(_ value: Double, _ unit: Check.Unit) -> String {
        switch unit {
        case .share: abs(value - 1) < 0.2 && value != 1 ? Figure.fixed(value, 6) : Figure.short(value)
        case .seconds: Figure.duration(value)
        case .rate: Figure.fixed(value, value < 1000 ? 1 : 0) + "/s"
        case .bytes: Figure.bytes(value)
        }
    }

    /// The checks' stable words in plain ones.
    private static let words = [
        "non_finite_weights": "Weights are numbers",
        "update_error": "Error of the update",
        "projection": "Length of the update",
        "first_moment": "Optimizer's first moments",
        "second_moment": "Optimizer's second moments",
        "tensor_update_error": "Error of any tensor",
        "tensor_projection": "Length of any tensor's update",
        "tensor_first_moment": "First moments of any tensor",
        "row_update_error": "Error of any embedding row",
        "run_time": "Time of a run",
        "memory": "Memory",
        "code_size": "Size of the code",
        "score_too_low": "Score is high enough",
        "score_implausible": "Score can be believed",
    ]
}
