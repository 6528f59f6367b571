/// Who advances from a group of an environment tournament.
enum EnvironmentWinners {
    /// Returns the places of those who advance, the champion not among them.
    ///
    /// - Parameters:
    ///   - scores: Results of the group; nil: none.
    ///   - champion: The champion's place in the group.
    ///   - rule: How many advance, and whether ties do.
    ///   - isOnlyGroup: Whether the round has no other group: then nobody advances who is not better than the champion.
    /// - Returns: Places in the group.
    static func places(_ scores: [Double?], champion: Int?, rule: GroupRule, isOnlyGroup: Bool) -> [Int] {
        let challengers = Ranking.order(scores, isHigherBetter: true).filter { $0 != champion }
        guard let first = challengers.first, let best = scores[first] else { return [] }
        if isOnlyGroup, let champion, let own = scores[champion], own.isFinite, own >= best { return [] }
        let others = scores.count - (champion == nil ? 0 : 1)
        let places = max(1, min(rule.advance, others - 1))
        let cutOff = challengers.prefix(places)
        guard rule.tiesAdvance, let last = cutOff.last.flatMap({ scores[$0] }) else { return Array(cutOff) }
        return challengers.filter { scores[$0].map { $0 >= last } ?? false }
    }
}
