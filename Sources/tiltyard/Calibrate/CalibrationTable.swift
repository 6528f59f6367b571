import Rules

/// A calibration for people.
struct CalibrationTable {
    private let calibration: Calibration

    init(_ calibration: Calibration) {
        self.calibration = calibration
    }

    /// A table for a terminal.
    var lines: [String] {
        var table = Table(Self.columns.enumerated().map { ($1, $0 < 2 ? .left : .right) })
        for recipe in calibration.recipes { table.add(cells(recipe)) }
        return table.lines + ["", resolution]
    }

    /// A page with the facts around it.
    func markdown(title: String) -> [String] {
        let environment = calibration.environment
        let facts = [
            "# Calibration of `\(title)`", "",
            "Made by `tiltyard calibration \(title) --markdown`. Precision class `\(calibration.workload.precision.rawValue)`, "
                + "\(calibration.steps) steps, \(calibration.seeds.count) seeds, one thread, \(environment.processor), "
                + "Python \(environment.python), torch \(environment.torch). Hash `\(calibration.hash)`.",
            "", "\(resolution)", "",
            "Distances from the reference, smallest to largest over all runs. *Saves*: the share of a run's forward and "
                + "backward work that is left out. *Caught*: in how many of its runs a limit was exceeded.",
            "", row(Self.columns), row(Self.columns.map { _ in "---" }),
        ]
        return facts + calibration.recipes.map { row(cells($0)) } + ["", "## Limits", ""] + limits
    }

    private static let columns = [
        "way to train", "family", "saves", "update error", "first moments", "second moments", "worst tensor",
        "worst row", "caught",
    ]

    private func cells(_ recipe: Calibration.Recipe) -> [String] {
        [
            recipe.name, recipe.family, recipe.saving.map { Numbers.fixed($0 * 100, 2) + " %" } ?? "-",
            spread(recipe, "update_error"), spread(recipe, "first_moment_error"),
            spread(recipe, "second_moment_error"), spread(recipe, "tensor_update_error"),
            spread(recipe, "row_update_error"), "\(recipe.caught)/\(recipe.runs)",
        ]
    }

    private func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }

    private var limits: [String] {
        let limits = calibration.limits
        let numbers: [(String, Double?)] = [
            ("update_error", limits.updateError), ("tensor_update_error", limits.tensorUpdateError),
            ("first_moment_error", limits.firstMomentError), ("second_moment_error", limits.secondMomentError),
            ("tensor_first_moment_error", limits.tensorFirstMomentError), ("row_update_error", limits.rowUpdateError),
        ]
        let bands = [("projection", limits.projection), ("tensor_projection", limits.tensorProjection)]
        return [row(["limit", "value"]), row(["---", "---"])]
            + numbers.compactMap { name, value in value.map { row(["`\(name)`", "\($0)"]) } }
            + bands.map { name, band in row(["`\(name)`", "\(band.lower) to \(band.upper)"]) }
    }

    private var resolution: String {
        let found = calibration.resolution
        let tried = Numbers.fixed(found.smallestTried * 100, 2)
        guard let recipe = found.recipe else {
            return "Resolution: nothing passed; the smallest saving tried was \(tried) %."
        }
        let passing = Numbers.fixed(found.passing * 100, 2)
        return "Resolution: \(passing) % of the work (\(recipe)); the smallest saving tried was \(tried) %."
    }

    private func spread(_ recipe: Calibration.Recipe, _ statistic: String) -> String {
        guard let band = recipe.deviations[statistic] else { return "-" }
        return "\(Numbers.scientific(band.lower)) to \(Numbers.scientific(band.upper))"
    }
}
