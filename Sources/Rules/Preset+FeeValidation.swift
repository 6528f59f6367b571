extension Preset {
    /// Checks the fee.
    func validateFee() throws(PresetError) {
        guard let fee else { return }
        try require(
            (1...1_000_000_000_000_000).contains(fee.rao),
            "fee.rao",
            "\(fee.rao)",
            "it must be from 1 to 10^15; without a fee the section is left out"
        )
        if let share = fee.leastShare {
            try require(share > 0 && share <= 1, "fee.least_share", "\(share)", "it must be above 0 and at most 1")
        }
        if let age = fee.ageBlocks {
            try require(age >= 1, "fee.age_blocks", "\(age)", "it must be at least 1")
        }
    }
}
