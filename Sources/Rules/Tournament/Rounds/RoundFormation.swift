/// How a field becomes groups or pairs.
package struct RoundFormation: Sendable {
    /// The rules of the tournament's type.
    package let rules: TournamentRules
    /// The number of the round, from 1.
    package let round: Int
    /// The champion, when there is one who can be seated.
    package let champion: Int32?

    /// Prepares a round.
    ///
    /// - Parameters:
    ///   - rules: The rules of the tournament's type.
    ///   - round: The number of the round, from 1.
    ///   - champion: The champion, when there is one who can be seated.
    package init(rules: TournamentRules, round: Int, champion: Int32?) {
        self.rules = rules
        self.round = round
        self.champion = champion
    }

    /// Forms the round by lot.
    ///
    /// - Parameters:
    ///   - field: All who take part but the champion.
    ///   - isChampionIn: Whether the champion has won a place in the round.
    ///   - draw: Where the lots come from; the purpose is the number of the round.
    /// - Returns: The round; without matches only when nobody is left to meet.
    package func form(_ field: [Int32], isChampionIn: Bool, draw: Draw) -> RoundShape {
        var order = field
        var lots = draw.generator(for: "round \(round)")
        lots.shuffle(&order)
        switch kind(of: field.count + (isChampionIn ? 1 : 0)) {
        case .pair, .boss: return pairs(order, isChampionIn: isChampionIn, lots: &lots)
        case .smallGroup: return RoundShape(kind: .smallGroup, seats: order, sizes: [order.count])
        case .group: return groups(order, isChampionIn: isChampionIn)
        }
    }

    /// Returns whether the champion takes part: between rounds, one who has no place evens an odd field, and one who has
    /// gives it up where he makes the field odd.
    ///
    /// - Parameters:
    ///   - count: How many are left but the champion.
    ///   - hasPlace: Whether the champion has won a place.
    /// - Returns: Whether he takes part; in the first round and where there are no pairs, whether he has a place.
    func isChampionSeated(among count: Int, hasPlace: Bool) -> Bool {
        guard round > 1, rules.knockout != nil, champion != nil else { return hasPlace }
        return !count.isMultiple(of: 2)
    }

    /// The kind of round that so many make.
    func kind(of count: Int) -> RoundShape.Kind {
        if round == 1, let small = rules.groups.small, (small.from...small.upTo).contains(count) { return .smallGroup }
        let above = round == 1 ? rules.groups.above : rules.groups.aboveLater ?? rules.groups.above
        return rules.knockout != nil && count <= above ? .pair : .group
    }

    private func pairs(_ order: [Int32], isChampionIn: Bool, lots: inout SplitMix) -> RoundShape {
        let isOdd = !order.count.isMultiple(of: 2)
        guard let champion else {
            return RoundShape(pairs: isOdd ? Array(order.dropLast()) : order, bye: isOdd ? order.last : nil)
        }
        // With the champion in, an even number of others leaves him without an opponent; without, an odd one needs him.
        guard isOdd else { return RoundShape(pairs: order, bye: nil) }
        var seats = order
        seats.insert(champion, at: 2 * Int(lots.below(UInt32(order.count / 2 + 1))))
        return RoundShape(pairs: seats, bye: nil)
    }

    private func groups(_ order: [Int32], isChampionIn: Bool) -> RoundShape {
        let rule = rules.groups
        let isSeated = (rule.seatsChampion || isChampionIn) && champion != nil
        // In the first round the champion comes on top of the groups; later he is one of those who are put into them.
        let isCounted = isSeated && (round > 1 || isChampionIn)
        let count = order.count + (isCounted ? 1 : 0)
        let reserved = isSeated && !isCounted && rule.countsChampion ? 1 : 0
        var sizes = rule.sizes(of: count, seats: count + reserved, isFirst: round == 1)
        var seats = order
        if isSeated, let champion, let smallest = sizes.indices.min(by: { sizes[$0] < sizes[$1] }) {
            seats.insert(champion, at: sizes[..<smallest].reduce(0, +))
            if !isCounted { sizes[smallest] += 1 }
        }
        return RoundShape(kind: .group, seats: seats, sizes: sizes)
    }
}
