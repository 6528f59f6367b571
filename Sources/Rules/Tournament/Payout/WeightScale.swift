/// Weights as a chain takes them: whole numbers up to 65535.
package enum WeightScale {
    /// Returns weights so that the largest is 65535 and the others are in proportion, rounded; those that round to
    /// nothing are left out.
    ///
    /// - Parameters:
    ///   - weights: Shares by uid; none below zero.
    ///   - burn: The uid that gets everything when nobody has anything.
    /// - Returns: Weights by uid, each above zero.
    package static func whole(_ weights: [UInt16: Double], burn: UInt16) -> [UInt16: UInt16] {
        let positive = weights.filter { $0.value > 0 && $0.value.isFinite }
        guard let most = positive.values.max() else { return [burn: .max] }
        let scaled = positive.mapValues { UInt16(($0 / most * Double(UInt16.max)).rounded()) }
        return scaled.filter { $0.value > 0 }
    }

    /// Returns weights as the network's Python SDK makes whole numbers of them.
    ///
    /// It reads shares with 24 bits, makes the largest 65535 and the others in proportion, and rounds halves to the even
    /// number. Those that round to nothing are left out.
    ///
    /// - Parameters:
    ///   - weights: Shares by uid; none below zero.
    ///   - burn: The uid that gets everything when nobody has anything.
    /// - Returns: Weights by uid, each above zero.
    package static func quantised(_ weights: [UInt16: Double], burn: UInt16) -> [UInt16: UInt16] {
        let shares = weights.mapValues { Double(Float($0)) }.filter { $0.value > 0 && $0.value.isFinite }
        guard let most = shares.values.max() else { return [burn: .max] }
        let whole = shares.mapValues { UInt16(($0 / most * Double(UInt16.max)).rounded(.toNearestOrEven)) }
        return whole.filter { $0.value > 0 }
    }
}
