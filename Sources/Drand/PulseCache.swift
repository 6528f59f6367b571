import Foundation
import Timelock

/// Pulses in a folder, a file each with the round's number as its name, so that none is asked for twice.
///
/// Nothing in the folder is believed: a pulse is verified again when it is read, and removed when it is not the chain's.
struct PulseCache: Sendable {
    private let folder: URL
    private let chain: DrandChain
    private let capacity: Int
    private var rounds: Set<UInt64> = []

    /// Opens a folder, which is made when it is not there.
    ///
    /// - Throws: `DrandError.Code.unwritableCache`.
    init(folder: String, chain: DrandChain, capacity: Int) throws {
        self.folder = URL(fileURLWithPath: folder)
        self.chain = chain
        self.capacity = capacity
        do {
            try FileManager.default.createDirectory(at: self.folder, withIntermediateDirectories: true)
            rounds = Set(try FileManager.default.contentsOfDirectory(atPath: folder).compactMap(UInt64.init))
        } catch {
            throw DrandError(.unwritableCache, "pulses cannot be kept in \(folder)", cause: error)
        }
    }

    /// Returns a pulse, or nil when it is not there or is damaged.
    mutating func pulse(of round: DrandRound) -> VerifiedPulse? {
        guard rounds.contains(round.number) else { return nil }
        let file = file(round.number)
        if let text = try? String(contentsOf: file, encoding: .utf8), let signature = HexText.bytes(text),
            let pulse = try? chain.verify(DrandPulse(round: round, signature: signature))
        {
            return pulse
        }
        try? FileManager.default.removeItem(at: file)
        rounds.remove(round.number)
        return nil
    }

    /// Keeps a pulse; the oldest goes when there are too many.
    ///
    /// - Throws: `DrandError.Code.unwritableCache`.
    mutating func keep(_ pulse: VerifiedPulse) throws {
        let round = pulse.pulse.round.number
        guard !rounds.contains(round) else { return }
        do {
            // By a file of another name and a rename: a file that is half written never has a round's name.
            try Data(HexText.digits(pulse.pulse.signature).utf8).write(to: file(round), options: .atomic)
        } catch {
            throw DrandError(.unwritableCache, "round \(round) cannot be kept in \(folder.path)", cause: error)
        }
        rounds.insert(round)
        while rounds.count > capacity, let oldest = rounds.min() {
            try? FileManager.default.removeItem(at: file(oldest))
            rounds.remove(oldest)
        }
    }

    private func file(_ round: UInt64) -> URL { folder.appendingPathComponent("\(round)") }
}
