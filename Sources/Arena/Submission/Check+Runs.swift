package import Judging
package import Rules

extension Check {
    /// One timed run, as far as limits are concerned.
    package struct Run: Sendable {
        /// Counted from 0.
        package var index: Int
        /// Wall time in nanoseconds; nil when the run did not end.
        package var nanoseconds: UInt64?
        /// The referee's comparison; nil when the run did not get that far.
        package var statistics: RunStatistics?

        /// Names a run.
        package init(index: Int, nanoseconds: UInt64?, statistics: RunStatistics?) {
            self.index = index
            self.nanoseconds = nanoseconds
            self.statistics = statistics
        }
    }

    /// Returns every check of the runs, each at the run, tensor or row that came closest to the limit.
    ///
    /// A limit that the rules do not set, and a check that no run got to, is left out.
    ///
    /// - Parameters:
    ///   - runs: The runs that took place.
    ///   - preset: The rules that they took place under.
    /// - Returns: The checks in the order in which a verdict looks at them.
    package static func all(of runs: [Run], preset: Preset) -> [Check] {
        let compared = runs.filter { $0.statistics != nil }
        let names = compared.flatMap { run in checks(run, preset.verification) }
        let order = names.map(\.name).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        let worst = order.compactMap { name in closest(names.filter { $0.name == name }) }
        let times = runs.compactMap { run in
            run.nanoseconds.map {
                Check(
                    "run_time",
                    Double($0) / 1e9,
                    atMost: preset.contestant.runTime.value,
                    unit: .seconds,
                    run: run.index + 1
                )
            }
        }
        return worst + (closest(times).map { [$0] } ?? [])
    }

    private static func checks(_ run: Run, _ limits: VerificationLimits) -> [Check] {
        guard let statistics = run.statistics else { return [] }
        let number = run.index + 1
        guard statistics.finite else {
            return [Check("non_finite_weights", nil, atMost: 0, run: number)]
        }
        let whole = [
            Check("update_error", statistics.updateError, atMost: limits.updateError, run: number),
            Check(
                "projection",
                statistics.projection,
                from: limits.projection.lower,
                to: limits.projection.upper,
                run: number
            ),
            limits.firstMomentError.map {
                Check("first_moment", statistics.firstMomentError, atMost: $0, run: number)
            },
            limits.secondMomentError.map {
                Check("second_moment", statistics.secondMomentError, atMost: $0, run: number)
            },
        ].compactMap(\.self)
        return whole + statistics.tensors.flatMap { checks($0, limits, run: number) } + rows(statistics, limits, number)
    }

    private static func checks(_ tensor: RunStatistics.Tensor, _ limits: VerificationLimits, run: Int) -> [Check] {
        [
            Check(
                "tensor_update_error",
                tensor.updateError,
                atMost: limits.tensorUpdateError,
                subject: tensor.name,
                run: run
            ),
            Check(
                "tensor_projection",
                tensor.projection,
                from: limits.tensorProjection.lower,
                to: limits.tensorProjection.upper,
                subject: tensor.name,
                run: run
            ),
            limits.tensorFirstMomentError.map {
                Check("tensor_first_moment", tensor.firstMomentError, atMost: $0, subject: tensor.name, run: run)
            },
        ].compactMap(\.self)
    }

    private static func rows(_ statistics: RunStatistics, _ limits: VerificationLimits, _ run: Int) -> [Check] {
        guard let limit = limits.rowUpdateError else { return [] }
        let subject = statistics.rows.map { "row \($0.row) of \($0.tensor)" }
        return [Check("row_update_error", statistics.rows?.worst, atMost: limit, subject: subject, run: run)]
    }
}
