package import Rules

/// A revealed commitment on its way to a verdict.
package struct Submission: Sendable, Hashable {
    /// How far it has come.
    ///
    /// `revealed` becomes `fetched` or `rejected`; `fetched` becomes `queued` and then `judged`.
    package enum State: String, Sendable, Hashable, CaseIterable {
        /// Its commitment was read from the chain.
        case revealed
        /// Its code is stored.
        case fetched
        /// Its code was refused at intake.
        case rejected
        /// It belongs to an epoch and waits for its verdict, or is being run.
        case queued
        /// It has a verdict.
        case judged
    }

    /// The identifier, such as `s-000001`, counted in the order of ingestion.
    package let id: String
    /// Who submitted it.
    package let hotkey: Hotkey
    /// The hash that the commitment promised.
    package let codeHash: CodeHash
    /// Where the code was to be found.
    package let url: String
    /// The block of the commitment.
    package let committedAt: UInt64
    /// When it was revealed.
    package let reveal: RevealPosition
    /// How far it has come.
    package let state: State
    /// Why intake refused it.
    package let refusal: Refusal?

    /// Why code was refused at intake.
    package struct Refusal: Sendable, Hashable {
        /// The stable code, such as `hash_mismatch`.
        package let code: String
        /// One sentence for people.
        package let sentence: String

        static let rateLimitedCode = "rate_limited"

        /// The hotkey submits too often.
        package static func rateLimited(until block: UInt64) -> Refusal {
            Refusal(
                code: rateLimitedCode,
                sentence: "This hotkey submits too often; its next submission is taken if it is revealed in block "
                    + "\(block) or later."
            )
        }

        static func wrongSeal(_ blocks: UInt64, wanted: Int) -> Refusal {
            Refusal(
                code: "wrong_seal",
                sentence: "The commitment was sealed for \(blocks) blocks; this contest wants exactly \(wanted)."
            )
        }

        static func feeMissing(_ rao: UInt64) -> Refusal {
            Refusal(
                code: "fee_missing",
                sentence: "The commitment names no payment, and there is none left over from earlier; the fee is "
                    + "\(rao) rao."
            )
        }

        static func feeTooSmall(_ rao: UInt64, least: UInt64) -> Refusal {
            Refusal(
                code: "fee_too_small",
                sentence: "\(rao) rao are there, less than \(least); they stay there for the next submission."
            )
        }

        static func feeUsed(_ place: PaymentPlace) -> Refusal {
            Refusal(code: "fee_used", sentence: "The payment \(place.text) was used before.")
        }

        static func feeFault(_ fault: FeeFault) -> Refusal {
            switch fault {
            case .unknown(let place):
                Refusal(
                    code: "fee_unknown",
                    sentence: "There is no payment to the account of fees \(place.text.dropLast())."
                )
            case .forgotten(let place):
                Refusal(
                    code: "fee_forgotten",
                    sentence: "What was paid \(place.text) is so long ago that the validator's node has forgotten it."
                )
            case .foreign(let place):
                Refusal(code: "fee_foreign", sentence: "The payment \(place.text) is not by the hotkey's coldkey.")
            case .expired(let place):
                Refusal(
                    code: "fee_expired",
                    sentence: "The payment \(place.text) is too old, or later than the commitment."
                )
            }
        }

        static func copied(from submission: String, isOwn: Bool) -> Refusal {
            let owner = isOwn ? "your own submission" : "the submission"
            return Refusal(
                code: "copied",
                sentence: "The code is that of \(owner) \(submission), which was committed first."
            )
        }
    }
}

/// A revealed commitment that is to be taken in.
package struct NewSubmission: Sendable, Hashable {
    /// Who submitted it.
    package let hotkey: Hotkey
    /// The hash that the commitment promises.
    package let codeHash: CodeHash
    /// Where the code is to be found.
    package let url: String
    /// The block of the commitment.
    package let committedAt: UInt64
    /// When it was revealed.
    package let reveal: RevealPosition
    /// What was found of its payment; nil where nothing was looked for, since the rules have no fee.
    package let fee: FeeEvidence?

    /// Makes a submission to take in.
    package init(
        hotkey: Hotkey,
        codeHash: CodeHash,
        url: String,
        committedAt: UInt64,
        reveal: RevealPosition,
        fee: FeeEvidence? = nil
    ) {
        self.fee = fee
        self.hotkey = hotkey
        self.codeHash = codeHash
        self.url = url
        self.committedAt = committedAt
        self.reveal = reveal
    }
}

/// A revealed commitment that is no submission, kept as an event so that its owner can learn why.
package struct MalformedCommitment: Sendable, Hashable {
    /// Who committed it.
    package let hotkey: Hotkey
    /// When it was revealed.
    package let reveal: RevealPosition
    /// One sentence for people.
    package let sentence: String

    /// Makes a note of a commitment that is no submission.
    package init(hotkey: Hotkey, reveal: RevealPosition, sentence: String) {
        self.hotkey = hotkey
        self.reveal = reveal
        self.sentence = sentence
    }
}

extension PaymentPlace {
    fileprivate var text: String { "in block \(block), place \(index)," }
}
