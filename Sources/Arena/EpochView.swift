import FoundationEssentials
import Judging
package import Records
package import Rules

/// An epoch as everybody may see it.
///
/// Its secret and seeds are there once the last of its evaluations is done, not before.
package struct EpochView: Sendable, Codable, Hashable {
    /// What is disclosed of a closed epoch.
    package struct Disclosure: Sendable, Codable, Hashable {
        /// The secret that was drawn when the epoch opened, in hexadecimal digits.
        package var secret: String
        /// The rules under which the runs below took place.
        package var presetHash: String
        package var submissions: [Submission]

        enum CodingKeys: String, CodingKey {
            case secret, submissions
            case presetHash = "preset_hash"
        }
    }

    /// The runs of a submission's last attempt.
    package struct Submission: Sendable, Codable, Hashable {
        package var submission: String
        package var codeHash: String
        package var attempt: Int
        package var runs: [Run]

        enum CodingKeys: String, CodingKey {
            case submission, attempt, runs
            case codeHash = "code_hash"
        }
    }

    /// The seed of one run, and how many steps it had.
    package struct Run: Sendable, Codable, Hashable {
        package var seed: String
        package var steps: Int
    }

    package var epoch: Int64
    package var isClosed: Bool
    package var beaconBlock: UInt64
    /// The hash of the beacon's block in hexadecimal digits.
    package var beaconHash: String
    package var submissions: [String]
    package var disclosure: Disclosure?

    enum CodingKeys: String, CodingKey {
        case epoch, submissions, disclosure
        case isClosed = "closed"
        case beaconBlock = "beacon_block"
        case beaconHash = "beacon_hash"
    }

    /// Reads an epoch.
    ///
    /// - Parameters:
    ///   - id: Its number, counted from 1.
    ///   - records: Where it is recorded.
    ///   - preset: The rules of its evaluations.
    /// - Returns: What may be seen of it now.
    /// - Throws: `RecordsError.Code.unknownEpoch`.
    package static func read(_ id: Int64, records: Records, preset: Preset) async throws -> EpochView {
        let epoch = try await records.epoch(id)
        var view = EpochView(
            epoch: id,
            isClosed: epoch.isClosed,
            beaconBlock: epoch.beacon.block,
            beaconHash: Hex.text(epoch.beacon.hash),
            submissions: epoch.submissions
        )
        guard epoch.isClosed else { return view }
        let secret = try await records.publishedSecret(ofEpoch: id)
        view.disclosure = Disclosure(
            secret: Hex.text(secret.bytes),
            presetHash: preset.hash,
            submissions: try await records.attempts(inEpoch: id).map { attempts in
                let seeds = Seeds.derive(
                    secret: secret.bytes,
                    beacon: epoch.beacon.hash,
                    preset: preset,
                    submission: attempts.submission,
                    code: attempts.codeHash,
                    attempt: attempts.attempts
                )
                return Submission(
                    submission: attempts.submission,
                    codeHash: attempts.codeHash.text,
                    attempt: attempts.attempts,
                    runs: seeds.map { Run(seed: $0, steps: Seeds.steps(of: $0, preset: preset)) }
                )
            }
        )
        return view
    }
}
