extension GroupRule {
    /// Returns how large the groups of a round are, larger ones first.
    ///
    /// - Parameters:
    ///   - count: How many are put into groups.
    ///   - seats: How many seats are counted for the number of groups; more than `count` when a seat is reserved.
    ///   - isFirst: Whether it is the first round.
    /// - Returns: Sizes that sum to `count` and differ by one at most.
    func sizes(of count: Int, seats: Int, isFirst: Bool) -> [Int] {
        guard count > 0 else { return [] }
        let isFew = isFirst && count <= fewField ?? 0
        let largest = isFew ? fewSize ?? size : size
        var groups = (seats + largest - 1) / largest
        while groups > 1, count / groups < least { groups -= 1 }
        let (each, larger) = count.quotientAndRemainder(dividingBy: groups)
        return (0..<groups).map { each + ($0 < larger ? 1 : 0) }
    }
}
