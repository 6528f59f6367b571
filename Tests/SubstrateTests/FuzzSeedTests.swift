import Foundation
import Testing

@testable import Substrate

/// The kept seeds of `make fuzz`, and a few hundred changes of each: always the same ones, in a few seconds.
@Suite struct FuzzSeedTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../Fuzz/seeds").standardizedFileURL

    private static func seeds(_ target: FuzzTarget) throws -> [[UInt8]] {
        let files = try FileManager.default.contentsOfDirectory(
            at: folder.appendingPathComponent(target.rawValue),
            includingPropertiesForKeys: nil
        )
        return try files.sorted { $0.path < $1.path }.map { Array(try Data(contentsOf: $0)) }
    }

    @Test(arguments: FuzzTarget.allCases)
    func noChangeOfASeedBreaksAParser(_ target: FuzzTarget) throws {
        let seeds = try Self.seeds(target).filter { $0.count < 20_000 }
        #expect(seeds.count >= 2)
        var dice = Dice(20_261_129)
        for seed in seeds {
            target.run(seed, metadata: TestChain.v14)
            for _ in 0..<300 {
                let other = seeds.randomElement(using: &dice) ?? seed
                target.run(Self.changed(seed, other, &dice), metadata: TestChain.v14)
            }
        }
    }

    /// One to four changes: a byte, a run left out, a run doubled, a run of another seed put in, the end cut off.
    private static func changed(_ seed: [UInt8], _ other: [UInt8], _ dice: inout Dice) -> [UInt8] {
        var bytes = seed
        for _ in 0..<Int.random(in: 1...4, using: &dice) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &dice)
            let run = place..<min(bytes.count, place + Int.random(in: 1...8, using: &dice))
            switch Int.random(in: 0..<6, using: &dice) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &dice)
            case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &dice)
            case 2: bytes.removeSubrange(run)
            case 3: bytes.insert(contentsOf: bytes[run], at: place)
            case 4: bytes.insert(contentsOf: other.shuffled(using: &dice).prefix(8), at: place)
            default: bytes.removeSubrange(place...)
            }
        }
        return bytes
    }
}
