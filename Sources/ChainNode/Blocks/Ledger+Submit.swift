package import Substrate

extension Ledger {
    /// Takes an extrinsic for one of the next blocks.
    ///
    /// - Parameter bytes: The extrinsic with its length.
    /// - Returns: Its hash.
    /// - Throws: `Refusal`.
    @discardableResult
    package func submit(_ bytes: [UInt8]) throws -> Hash256 {
        // The signature is checked without the lock; an era's hash is the same whenever it is looked up.
        let candidate = try Candidate(checking: bytes, runtime) { era in checkingPoint(era) }
        try withContents { contents in
            let state = contents.snapshot
            guard candidate.death > UInt64(contents.head.number) else { throw Refusal.expired }
            let replaced = try contents.pool.add(
                candidate,
                nonce: state.nonce(of: candidate.signer),
                spendable: state.spendable(by: candidate.signer)
            )
            if let replaced { contents.replaced.append(replaced) }
        }
        return candidate.hash
    }

    private func checkingPoint(_ era: Era) -> CheckingPoint {
        withContents { contents in
            let head = contents.head.number
            let birth = era.birth(at: UInt64(head))
            var earlier: Hash256?
            if case .mortal(let period, _) = era, birth >= period {
                earlier = contents.blocks[Int(birth - period)].hash
            }
            // An era may begin in a block to come; nobody can have signed its hash.
            let hash = birth <= UInt64(head) ? contents.blocks[Int(birth)].hash : .zero
            return CheckingPoint(head: head, genesis: contents.blocks[0].hash, birth: hash, earlierBirth: earlier)
        }
    }
}
