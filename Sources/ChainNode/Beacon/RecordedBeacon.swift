import Crypto
import Foundation
import Substrate
import Synchronization
package import Timelock

/// A beacon whose rounds come from elsewhere: from drand as they are published, or from a recording.
///
/// What is sealed for rounds that never come stays sealed, as it does on the network.
package final class RecordedBeacon: Beacon {
    /// The beacon as those see it who seal something.
    package let chain: DrandChain
    /// What clients have to know to seal something.
    package let configuration: BeaconConfiguration

    fileprivate struct Recording {
        var signatures: [UInt64: [UInt8]] = [:]
        var rounds: [UInt64] = []
    }

    private let recording = Mutex(Recording())

    /// Makes a beacon without any round yet.
    ///
    /// - Parameters:
    ///   - chain: The chain whose rounds they are; it begins at a whole second and has a period of whole seconds.
    ///   - name: What it is called.
    /// - Throws: `SubstrateError.Code.malformedHexadecimal` when the chain's hash is not a number of bytes.
    package init(chain: DrandChain, name: String) throws {
        self.chain = chain
        configuration = BeaconConfiguration(
            publicKey: chain.publicKeyBytes,
            period: UInt32(chain.period.components.seconds),
            genesis: UInt32(chain.genesis.timeIntervalSince1970),
            hash: try Hexadecimal.bytes(chain.hash, prefix: ""),
            name: name
        )
    }

    /// Takes a round, in any order; one that is known changes nothing.
    package func record(_ pulse: VerifiedPulse) {
        let round = pulse.pulse.round.number
        recording.withLock { recording in
            guard recording.signatures.updateValue(pulse.pulse.signature, forKey: round) == nil else { return }
            recording.rounds.insert(round, at: recording.place(of: round))
            // What the chain would not keep either is forgotten.
            while UInt64(recording.rounds.count) > Dispatch.pulsesKept {
                recording.signatures[recording.rounds.removeFirst()] = nil
            }
        }
    }

    /// Returns rounds that were recorded and are due.
    package func pulses(after last: UInt64, at time: UInt64, atMost count: Int) -> [BeaconPulse] {
        let due = round(at: time)
        return recording.withLock { recording in
            guard last < .max else { return [] }
            return recording.rounds[recording.place(of: last + 1)...].prefix(count).prefix { $0 <= due }.map { round in
                BeaconPulse(round: round, signature: recording.signatures[round] ?? [])
            }
        }
    }

    /// Returns a round's public randomness.
    package func randomness(of signature: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: signature)) }

    /// Opens a ciphertext, or returns nil when it is none for this round of this beacon.
    package func open(_ ciphertext: [UInt8], round: UInt64, signature: [UInt8]) -> [UInt8]? {
        chain.open(ciphertext, round: round, signature: signature)
    }
}

extension RecordedBeacon.Recording {
    /// The place of the first round that is not before this one.
    fileprivate func place(of round: UInt64) -> Int {
        var bounds = 0..<rounds.count
        while let middle = bounds.isEmpty ? nil : (bounds.lowerBound + bounds.upperBound) / 2 {
            bounds = rounds[middle] < round ? middle + 1..<bounds.upperBound : bounds.lowerBound..<middle
        }
        return bounds.lowerBound
    }
}
