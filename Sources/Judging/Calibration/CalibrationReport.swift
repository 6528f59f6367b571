package import FoundationEssentials
package import Rules

/// What the harness's command `calibrate` prints: measurements, and what follows from them.
package struct CalibrationReport: Sendable {
    private struct Document: Decodable {
        var workload: Workload
        var steps: Int
        var python: String
        var torch: String
        var recipes: [Recipe]
        var measurements: [JSONValue]
        var limits: [String: JSONValue]
        var resolution: Double
        var passingWithIt: String?
        var smallestSavingTried: Double
        var margins: JSONValue

        enum CodingKeys: String, CodingKey {
            case workload, steps, python, torch, recipes, measurements, limits, resolution, margins
            case passingWithIt = "passing_with_it"
            case smallestSavingTried = "smallest_saving_tried"
        }
    }

    private struct Recipe: Decodable {
        var name: String
        var family: String
        var saving: Double?
    }

    private let document: Document
    private let limits: VerificationLimits

    /// Reads what the harness printed.
    ///
    /// - Parameter data: One JSON object.
    /// - Throws: `JobError` when it is not that of this version.
    package init(_ data: Data) throws {
        do {
            document = try JSONDecoder().decode(Document.self, from: data)
            let text = JSONValue.object(document.limits).canonicalText
            limits = try JSONDecoder().decode(VerificationLimits.self, from: Data(text.utf8))
        } catch {
            throw JobError("the harness printed no calibration: \(error)")
        }
    }

    /// The document to publish.
    package var calibration: Calibration {
        Calibration(
            workload: document.workload,
            steps: document.steps,
            limits: limits,
            resolution: .init(
                passing: document.resolution,
                recipe: document.passingWithIt,
                smallestTried: document.smallestSavingTried
            ),
            recipes: document.recipes.map(recipe),
            margins: document.margins,
            seeds: seeds,
            environment: .init(python: document.python, torch: document.torch, processor: Machine.processor)
        )
    }

    /// The seeds in the order in which they were tried.
    private var seeds: [String] {
        var seen: [String] = []
        for case .object(let values) in document.measurements {
            guard case .string(let seed)? = values["seed"], !seen.contains(seed) else { continue }
            seen.append(seed)
        }
        return seen
    }

    private func recipe(_ recipe: Recipe) -> Calibration.Recipe {
        let measurements = document.measurements.compactMap { measurement -> [String: Double]? in
            guard case .object(let values) = measurement, values["recipe"] == .string(recipe.name) else { return nil }
            return values.compactMapValues(\.double)
        }
        var deviations: [String: Band] = [:]
        for statistic in Self.statistics {
            let found = measurements.compactMap { $0[statistic] }
            guard let least = found.min(), let most = found.max() else { continue }
            deviations[statistic] = Band(lower: Self.rounded(least), upper: Self.rounded(most))
        }
        return Calibration.Recipe(
            name: recipe.name,
            family: recipe.family,
            saving: recipe.saving.map(Self.rounded),
            runs: measurements.count,
            caught: measurements.filter { limits.areExceeded(by: $0) }.count,
            deviations: deviations
        )
    }

    private static let statistics = [
        "update_error", "projection", "first_moment_error", "second_moment_error", "tensor_update_error",
        "tensor_projection", "tensor_first_moment_error", "tensor_second_moment_error", "row_update_error",
    ]

    /// Four significant digits.
    private static func rounded(_ value: Double) -> Double {
        guard value.isFinite, value != 0 else { return value }
        var scale = 1.0
        while abs(value) * scale < 1000, scale < 1e15 { scale *= 10 }
        return (value * scale).rounded() / scale
    }
}

extension VerificationLimits {
    /// Whether a measurement of the calibration exceeds one of these limits.
    ///
    /// - Parameter deviations: The distances from the reference by statistic; of a projection, that from 1.
    /// - Returns: Whether at least one limit is.
    package func areExceeded(by deviations: [String: Double]) -> Bool {
        let largest: [String: Double?] = [
            "update_error": updateError, "tensor_update_error": tensorUpdateError,
            "first_moment_error": firstMomentError, "second_moment_error": secondMomentError,
            "tensor_first_moment_error": tensorFirstMomentError, "row_update_error": rowUpdateError,
            "projection": projection.upper - 1, "tensor_projection": tensorProjection.upper - 1,
        ]
        return largest.contains { statistic, limit in limit.map { (deviations[statistic] ?? 0) > $0 } ?? false }
    }
}
