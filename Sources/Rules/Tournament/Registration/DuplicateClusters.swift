/// Groups of entries that are copies of each other, also over a third.
package struct DuplicateClusters: Sendable, Hashable {
    /// Every cluster of two or more, sorted, by its first member.
    package let clusters: [[String]]

    /// Joins pairs to clusters.
    ///
    /// - Parameter pairs: Entries that were found to be copies of one another.
    package init(pairs: [(String, String)]) {
        var parents: [String: String] = [:]
        func root(of member: String) -> String {
            var member = member
            while let parent = parents[member], parent != member { member = parent }
            return member
        }
        for (one, other) in pairs {
            for member in [one, other] where parents[member] == nil { parents[member] = member }
            let (first, second) = (root(of: one), root(of: other))
            parents[max(first, second)] = min(first, second)
        }
        let members = Dictionary(grouping: parents.keys.sorted(), by: root)
        clusters = members.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
    }

    /// The entries that are out when a whole cluster is.
    ///
    /// - Parameter spared: Somebody who stays whatever is found, such as the champion.
    /// - Returns: Their names, sorted.
    package func flagged(sparing spared: String?) -> [String] {
        clusters.flatMap { $0 }.filter { $0 != spared }.sorted()
    }

    /// The entries that are out when the earliest of every cluster stays.
    ///
    /// - Parameters:
    ///   - firstSeen: When each was seen first; one that is missing here was seen last.
    ///   - spared: Somebody who stays whatever is found, such as the champion.
    /// - Returns: Their names, sorted.
    package func copies(firstSeen: [String: Moment], sparing spared: String?) -> [String] {
        clusters.flatMap { cluster -> [String] in
            let original = cluster.min { one, other in
                (firstSeen[one]?.seconds ?? .max, one) < (firstSeen[other]?.seconds ?? .max, other)
            }
            let stays = spared.flatMap { cluster.contains($0) ? $0 : nil } ?? original
            return cluster.filter { $0 != stays }
        }.sorted()
    }

    /// One member for each cluster and every entry that is in none, for comparisons of all with all.
    ///
    /// - Parameters:
    ///   - entries: All entries.
    ///   - preferred: Who stands for a cluster when in it; otherwise the first by name does.
    /// - Returns: Their names, sorted.
    package func representatives(of entries: [String], preferring preferred: String?) -> [String] {
        let joined = Set(clusters.flatMap { $0 })
        let heads = clusters.map { cluster in preferred.flatMap { cluster.contains($0) ? $0 : nil } ?? cluster[0] }
        return (heads + entries.filter { !joined.contains($0) }).sorted()
    }
}
