extension Preset {
    /// Checks the noise that a board publishes intervals by.
    func validateNoise() throws(PresetError) {
        guard let noise else { return }
        for (key, value) in [
            ("drift", noise.drift), ("noise", noise.noise), ("slow_share", noise.slowShare),
            ("slow_by", noise.slowBy), ("wander", noise.wander),
        ] {
            try require((0...1).contains(value), "noise.\(key)", "\(value)", "it must be from 0 to 1")
        }
        try positive(noise.wanderRuns, "noise.wander_runs")
    }
}
