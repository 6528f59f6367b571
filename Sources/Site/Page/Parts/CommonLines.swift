/// Which lines of two texts stay, found in a time that grows with the number of lines and not with its square.
///
/// Small texts are compared in full. In large ones the lines that occur once in both hold the texts together, and what
/// lies between two of them is compared for itself; where there are none, nothing is taken to be the same.
struct CommonLines {
    /// The lines that stay, in ascending order on both sides.
    private(set) var pairs: [(left: Int, right: Int)] = []

    private let left: [Substring]
    private let right: [Substring]

    /// Up to so many pairs of lines two stretches are compared in full.
    private static let fullComparison = 250_000
    private static let deepest = 8

    init(_ left: [Substring], _ right: [Substring]) {
        self.left = left
        self.right = right
        compare(left.indices, right.indices, depth: 0)
    }

    private mutating func compare(_ old: Range<Int>, _ new: Range<Int>, depth: Int) {
        var (old, new) = (old, new)
        while let i = old.first, let j = new.first, left[i] == right[j] {
            pairs.append((i, j))
            (old, new) = (old.dropFirst(), new.dropFirst())
        }
        var tail: [(left: Int, right: Int)] = []
        while let i = old.last, let j = new.last, left[i] == right[j] {
            tail.append((i, j))
            (old, new) = (old.dropLast(), new.dropLast())
        }
        if old.count * new.count <= Self.fullComparison {
            compareInFull(old, new)
        } else if depth < Self.deepest {
            compareBetweenAnchors(old, new, depth: depth)
        }
        pairs += tail.reversed()
    }

    private mutating func compareInFull(_ old: Range<Int>, _ new: Range<Int>) {
        guard !old.isEmpty, !new.isEmpty else { return }
        var gone: Set<Int> = [], added: Set<Int> = []
        for change in right[new].difference(from: left[old]) {
            switch change {
            case .remove(let offset, _, _): gone.insert(old.lowerBound + offset)
            case .insert(let offset, _, _): added.insert(new.lowerBound + offset)
            }
        }
        pairs += zip(old.filter { !gone.contains($0) }, new.filter { !added.contains($0) }).map { ($0, $1) }
    }

    private mutating func compareBetweenAnchors(_ old: Range<Int>, _ new: Range<Int>, depth: Int) {
        var (from, to) = (old.lowerBound, new.lowerBound)
        let anchors = Self.ascending(commonOnce(old, new))
        guard !anchors.isEmpty else { return }
        for (i, j) in anchors + [(old.upperBound, new.upperBound)] {
            compare(from..<i, to..<j, depth: depth + 1)
            if i < old.upperBound, j < new.upperBound { pairs.append((i, j)) }
            (from, to) = (min(i + 1, old.upperBound), min(j + 1, new.upperBound))
        }
    }

    /// The lines that occur once on either side, by their place on the left.
    private func commonOnce(_ old: Range<Int>, _ new: Range<Int>) -> [(Int, Int)] {
        let places = Self.once(right, new)
        return Self.once(left, old).compactMap { line, i in places[line].map { (i, $0) } }.sorted { $0.0 < $1.0 }
    }

    private static func once(_ lines: [Substring], _ range: Range<Int>) -> [Substring: Int] {
        var places: [Substring: Int?] = [:]
        for index in range { places[lines[index]] = places.keys.contains(lines[index]) ? .some(nil) : index }
        return places.compactMapValues(\.self)
    }

    /// The longest part of pairs, ascending on the left, that ascends on the right as well.
    private static func ascending(_ pairs: [(Int, Int)]) -> [(Int, Int)] {
        var ends: [Int] = []
        var before = [Int?](repeating: nil, count: pairs.count)
        for (index, pair) in pairs.enumerated() {
            var (low, high) = (0, ends.count)
            while low < high {
                let middle = (low + high) / 2
                if pairs[ends[middle]].1 < pair.1 { low = middle + 1 } else { high = middle }
            }
            before[index] = low > 0 ? ends[low - 1] : nil
            if low == ends.count { ends.append(index) } else { ends[low] = index }
        }
        var chain: [(Int, Int)] = []
        var place = ends.last
        while let index = place {
            chain.append(pairs[index])
            place = before[index]
        }
        return chain.reversed()
    }
}
