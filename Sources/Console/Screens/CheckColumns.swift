/// Every check: what was measured, what is allowed, and how often the one fits into the other.
struct CheckColumns {
    let look: Look
    /// The verdict's code, which names the check that decided.
    let decisive: String?

    var columns: Columns<SubmissionReply.Check> {
        Columns(
            look: look,
            columns: [
                .init(title: "check", width: 22) { check, _ in
                    look.line(check.name.replacing("_", with: " "), style(check))
                },
                .init(title: "measured", width: 12, isRight: true) { check, _ in
                    look.line(check.value.map { Self.text($0, check.unit) } ?? "none", style(check))
                },
                .init(title: "allowed", width: 22, isRight: true, rank: 1) { check, _ in
                    look.line(Self.allowed(check))
                },
                .init(title: "headroom", width: 10, isRight: true) { check, _ in
                    look.line(Self.headroom(check), style(check))
                },
                .init(title: "nearest", width: 12, rank: 2, stretches: true) { check, _ in
                    look.line(nearest(check), .dim)
                },
            ]
        )
    }

    private func style(_ check: SubmissionReply.Check) -> Style {
        check.isKept ? .plain : Style(colour: .red, isBold: check.name == decisive)
    }

    private func nearest(_ check: SubmissionReply.Check) -> String {
        let decided = check.name == decisive ? "decided" : nil
        return [decided, check.run.map { "run \(Figure.fixed($0))" }, check.subject].compactMap(\.self)
            .joined(separator: ", ")
    }

    private static func allowed(_ check: SubmissionReply.Check) -> String {
        switch (check.lowest, check.highest) {
        case (let lowest?, let highest?): "\(text(lowest, check.unit)) … \(text(highest, check.unit))"
        case (let lowest?, nil): "≥ " + text(lowest, check.unit)
        case (nil, let highest?): "≤ " + text(highest, check.unit)
        case (nil, nil): ""
        }
    }

    private static func headroom(_ check: SubmissionReply.Check) -> String {
        guard let headroom = check.headroom else { return check.isKept ? "exact" : "broken" }
        guard check.isKept else { return headroom > 0 ? "over ×\(Figure.short(1 / headroom))" : "broken" }
        return headroom >= 10_000 ? "×9999+" : "×" + Figure.short(headroom)
    }

    private static func text(_ value: Double, _ unit: String) -> String {
        switch unit {
        case "seconds": Figure.duration(value)
        case "rate": Figure.fixed(value, abs(value) < 1000 ? 1 : 0) + "/s"
        case "bytes": Figure.bytes(value)
        default: abs(value - 1) < 0.2 && value != 1 ? Figure.fixed(value, 6) : Figure.short(value)
        }
    }
}
