/// What it costs to hand something in.
package struct FeeRule: Sendable, Hashable, Codable {
    /// The fee in rao.
    package var rao: UInt64
    /// The least share of it that has to be there, since prices move between a payment and the look at it; missing: all.
    package var leastShare: Double?
    /// The oldest payment that is taken, in blocks before the commitment; missing: any.
    package var ageBlocks: UInt64?

    /// Makes a rule.
    ///
    /// - Parameters:
    ///   - rao: The fee in rao.
    ///   - leastShare: The least share of it that has to be there; nil: all.
    ///   - ageBlocks: The oldest payment that is taken, in blocks before the commitment; nil: any.
    package init(rao: UInt64, leastShare: Double? = nil, ageBlocks: UInt64? = nil) {
        self.rao = rao
        self.leastShare = leastShare
        self.ageBlocks = ageBlocks
    }

    enum CodingKeys: String, CodingKey {
        case rao
        case leastShare = "least_share"
        case ageBlocks = "age_blocks"
    }

    /// The least that has to be there, in rao: at least 1.
    package var leastRao: UInt64 { least(of: rao) }

    /// The least that has to be there of a part of the fee, in rao: at least 1.
    ///
    /// - Parameter part: What is still to be paid, in rao.
    /// - Returns: The least, in rao.
    package func least(of part: UInt64) -> UInt64 {
        let least = (Double(part) * (leastShare ?? 1)).rounded(.up)
        return max(1, min(part, UInt64(exactly: least) ?? part))
    }
}

/// A place on a chain where a payment is said to be.
package struct PaymentPlace: Sendable, Hashable {
    /// The block.
    package let block: UInt64
    /// The place in the block, counted from 0.
    package let index: Int

    /// Names a place.
    package init(block: UInt64, index: Int) {
        self.block = block
        self.index = index
    }
}

/// What was found of the payment that a commitment names.
package struct FeeEvidence: Sendable, Hashable {
    /// A payment that was found.
    package struct Payment: Sendable, Hashable {
        /// Who paid.
        package let coldkey: String
        /// How much, in rao.
        package let rao: UInt64
        /// Where it is.
        package let place: PaymentPlace

        /// Describes a payment.
        package init(coldkey: String, rao: UInt64, place: PaymentPlace) {
            self.coldkey = coldkey
            self.rao = rao
            self.place = place
        }
    }

    /// Who has to pay: the coldkey that the submission's hotkey belongs to, or the hotkey itself while it has none.
    package let coldkey: String
    /// The place that the commitment names; nil: none.
    package let named: PaymentPlace?
    /// The payment there; nil: there is none to the account of fees.
    package let payment: Payment?
    /// Whether the chain's node does not know any more what was paid there.
    package let isForgotten: Bool

    /// Describes what was found.
    package init(coldkey: String, named: PaymentPlace?, payment: Payment?, isForgotten: Bool = false) {
        self.coldkey = coldkey
        self.named = named
        self.payment = payment
        self.isForgotten = isForgotten
    }
}

/// Why a payment does not count.
package enum FeeFault: Sendable, Hashable {
    /// There is no payment to the account of fees at the place that the commitment names.
    case unknown(PaymentPlace)
    /// The chain's node does not know any more what was paid at the place that the commitment names.
    case forgotten(PaymentPlace)
    /// Somebody else has paid.
    case foreign(PaymentPlace)
    /// It is too old, or younger than the commitment.
    case expired(PaymentPlace)
}

extension FeeRule {
    /// Looks at the payment that a commitment names, whatever its amount.
    ///
    /// - Parameters:
    ///   - evidence: What was found of it.
    ///   - block: The block of the commitment.
    /// - Returns: Why it does not count; nil: it does, or none is named.
    package func fault(of evidence: FeeEvidence, committedAt block: UInt64) -> FeeFault? {
        guard let place = evidence.named else { return nil }
        guard takes(place, committedAt: block) else { return .expired(place) }
        guard !evidence.isForgotten else { return .forgotten(place) }
        guard let payment = evidence.payment, payment.place == place, payment.rao > 0 else { return .unknown(place) }
        return payment.coldkey == evidence.coldkey ? nil : .foreign(place)
    }

    /// Whether a payment at a place can count, if there is one: it is not too old, and not younger than the commitment.
    ///
    /// - Parameters:
    ///   - place: The place.
    ///   - block: The block of the commitment.
    /// - Returns: Whether it can.
    package func takes(_ place: PaymentPlace, committedAt block: UInt64) -> Bool {
        place.block <= block && block - place.block <= ageBlocks ?? .max
    }
}
