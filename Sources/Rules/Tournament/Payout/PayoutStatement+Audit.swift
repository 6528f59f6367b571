package import FoundationEssentials

/// Why a statement of a payout is not believed.
package enum PayoutProblem: Error, Sendable, Hashable {
    /// It is no statement.
    case unreadable(String)
    /// It is not spelled as statements are.
    case notCanonical(offset: Int)
    /// It was changed after it was written.
    case changed(claimed: String, found: String)
    /// Its rules make no sense, or its results are of other rules.
    case rules(String)
    /// Somebody's weight is another.
    case otherWeight(hotkey: String, claimed: Double, computed: Double)
    /// Weights do not sum to one, or one is below zero.
    case noSplit(sum: Double, least: Double)
}

extension PayoutStatement {
    /// How far from 1 the sum of all weights may be by rounding.
    private static let tolerance = 1e-12

    /// Reads a statement and computes everything in it again.
    ///
    /// - Parameter data: The bytes of the document.
    /// - Throws: `PayoutProblem`, naming the first thing that is wrong.
    package init(auditing data: Data) throws(PayoutProblem) {
        let document: JSONValue
        do {
            document = try JSONValue(parsing: data)
        } catch {
            throw .unreadable("it is not JSON")
        }
        if let offset = Self.difference(Array(data), Array((document.canonicalText + "\n").utf8)) {
            throw .notCanonical(offset: offset)
        }
        let found = Self.digest(of: document)
        guard let claimed = document["digest"]?.text else { throw .unreadable("it has no digest") }
        guard claimed == found else { throw .changed(claimed: claimed, found: found) }
        let statement: PayoutStatement
        do {
            statement = try StrictDocument.decode(PayoutStatement.self, from: data)
            guard statement.format == Self.format else {
                throw PayoutProblem.unreadable("it is of the format '\(statement.format)'")
            }
            try statement.preset.validate()
        } catch let problem as PayoutProblem {
            throw problem
        } catch {
            throw .rules("\(error)")
        }
        self = statement
        try compare()
    }

    private func compare() throws(PayoutProblem) {
        let computed: NodeWeights
        do {
            computed = try NodeWeights(audit, preset: preset)
        } catch {
            throw .rules("\(error)")
        }
        for hotkey in Set(weights.weights.keys).union(computed.weights.keys).sorted() {
            let (one, other) = (weights.weights[hotkey] ?? 0, computed.weights[hotkey] ?? 0)
            guard one == other else { throw .otherWeight(hotkey: hotkey, claimed: one, computed: other) }
        }
        guard weights.burned == computed.burned else {
            throw .otherWeight(hotkey: "(burned)", claimed: weights.burned, computed: computed.burned)
        }
        let least = min(weights.burned, weights.weights.values.min() ?? 0)
        guard least >= 0, abs(weights.sum - 1) <= Self.tolerance else {
            throw .noSplit(sum: weights.sum, least: least)
        }
    }

    /// Where two texts differ first; nil: nowhere.
    private static func difference(_ one: [UInt8], _ other: [UInt8]) -> Int? {
        if let offset = zip(one, other).enumerated().first(where: { $0.element.0 != $0.element.1 })?.offset {
            return offset
        }
        return one.count == other.count ? nil : min(one.count, other.count)
    }
}

extension PayoutProblem: CustomStringConvertible {
    /// One sentence for people.
    package var description: String {
        switch self {
        case .unreadable(let reason): "this is no statement of a payout: \(reason)"
        case .notCanonical(let offset):
            "the statement was changed: byte \(offset) is not as statements are written"
        case .changed(let claimed, let found):
            "the statement was changed: its digest is \(claimed.prefix(16))…, but its text has \(found.prefix(16))…"
        case .rules(let reason): "the statement's rules do not hold: \(reason)"
        case .otherWeight(let hotkey, let claimed, let computed):
            "the weight of \(hotkey) is \(claimed) in the statement, but \(computed) by its rules"
        case .noSplit(let sum, let least):
            "the weights are no split of the whole: they sum to \(sum), and the least is \(least)"
        }
    }
}
