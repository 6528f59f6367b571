import Rules

extension Bench {
    /// The formula behind MFU.
    var formula: ScoreRule.Formula { preset.score?.formula ?? .palm }

    /// The operations a second that count as the whole machine: the rules' own figure, or what was found.
    var wholePeak: Double? { preset.score?.peakFlops ?? peakFlops }

    /// FLOP a token of the workload, once the referee has described it.
    var flopsPerToken: Double? {
        description.map {
            switch formula {
            case .legacy: ModelFlops.legacyPerToken(parameters: $0.parameters)
            case .palm:
                ModelFlops.perToken(
                    parameters: $0.parameters - $0.embeddingParameters,
                    layers: $0.layers,
                    sequenceLength: preset.workload.sequenceLength,
                    width: $0.width
                )
            }
        }
    }
}
