package import Foundation
package import Rules

/// The 32 secret bytes that an epoch's seeds are drawn from.
///
/// Nothing prints them: description, debug description and mirror are all redacted.
package struct EpochSecret: Sendable, Hashable {
    /// The 32 bytes.
    package let bytes: Data

    /// Checks some bytes: nil unless there are exactly 32.
    package init?(_ bytes: Data) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    /// Draws a secret from the system's generator.
    package static func makeRandom() -> EpochSecret {
        var generator = SystemRandomNumberGenerator()
        guard let secret = EpochSecret(Data((0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) })) else {
            preconditionFailure("32 bytes were drawn")
        }
        return secret
    }
}

extension EpochSecret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Says that there is a secret, and nothing about it.
    package var description: String { "secret of an epoch (not shown)" }
    /// Says that there is a secret, and nothing about it.
    package var debugDescription: String { description }
    /// Shows no children.
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// The block whose hash goes into an epoch's seeds beside the secret.
package struct Beacon: Sendable, Hashable {
    /// The number of the block.
    package let block: UInt64
    /// The hash of the block.
    package let hash: Data

    /// Makes a beacon.
    package init(block: UInt64, hash: Data) {
        self.block = block
        self.hash = hash
    }
}

/// A group of submissions whose code was fixed before the seeds of their runs were drawn.
package struct Epoch: Sendable, Hashable {
    /// The number, counted from 1.
    package let id: Int64
    /// The block whose hash goes into the seeds.
    package let beacon: Beacon
    /// Whether every evaluation is done, so that the secret may be published.
    package let isClosed: Bool
    /// The ids of its submissions, by reveal.
    package let submissions: [String]
}

/// How often a submission of an epoch was judged.
package struct EpochAttempts: Sendable, Hashable {
    /// The submission's id.
    package let submission: String
    /// The hash of its code.
    package let codeHash: CodeHash
    /// How often its evaluation was started.
    package let attempts: Int
}
