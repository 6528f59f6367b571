import Foundation
package import Timelock

/// Pulses in a file, as drand tells them: a JSON object a line, with `round` and `signature`.
package enum PulseRecording {
    /// The largest file that is read, in bytes.
    package static let largestFile = 64 << 20

    /// Reads a recording; every pulse is verified.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - chain: The chain whose pulses they are.
    /// - Returns: The pulses in the order of the file.
    /// - Throws: `DrandError` with `damagedRecording` for a file that cannot be read, or the line that is no pulse;
    ///   `forgedPulse`.
    package static func read(_ path: String, of chain: DrandChain) throws -> [VerifiedPulse] {
        let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
        guard let size, size <= largestFile, let data = FileManager.default.contents(atPath: path) else {
            throw DrandError(.damagedRecording, "\(path) cannot be read, or has more than \(largestFile) bytes")
        }
        return try data.split(separator: UInt8(ascii: "\n")).enumerated().map { number, line in
            guard let answer = try? JSONDecoder().decode(PulseAnswer.self, from: Data(line)) else {
                throw DrandError(.damagedRecording, "line \(number + 1) of \(path) is no pulse")
            }
            return try answer.verified(as: nil, of: chain, from: "line \(number + 1) of \(path)")
        }
    }
}
