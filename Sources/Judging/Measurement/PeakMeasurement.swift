import FoundationEssentials
import Rules
import Sandbox

/// Measures how fast the contestant's processors can multiply matrices: the peak that MFU is a share of.
///
/// The figure is empirical. It is taken by trusted code in a sandbox of its own on the same processors and data type.
enum PeakMeasurement {
    private struct Request: Encodable {
        var verb = "peak"
        var dtype = "float32"
        var threads: Int
        var seconds = 1.0
    }

    private struct Answer: Decodable {
        var ok: Bool
        var message: String?
        var flopsPerSecond: Double?

        enum CodingKeys: String, CodingKey {
            case ok, message
            case flopsPerSecond = "flops_per_second"
        }
    }

    /// - Returns: FLOP a second.
    /// - Throws: A `Verdict` of the infrastructure's when it cannot be measured.
    static func measure(isolation: any Isolation, preset: Preset, processors: [Int]) throws -> Double {
        let threads = preset.contestant.cores
        let sandbox = try isolation.start(
            SandboxSpecification(
                command: HarnessCommand.make("peak"),
                environment: HarnessCommand.environment(threads: threads),
                limits: Limits(
                    processors: processors,
                    memoryBytes: 2 << 30,
                    processes: 64,
                    fileBytes: 1 << 28,
                    temporaryBytes: 1 << 28,
                    processorSeconds: 300
                )
            )
        )
        var log = ContestantLog(sandbox.log, limit: 1 << 20)
        defer { _ = try? sandbox.end() }
        try sandbox.channel.send(Array(try JSONEncoder().encode(Request(threads: threads))))
        let event = try log.next(on: sandbox.channel, limit: 4096, until: .now.advanced(by: .seconds(120)))
        guard case .frame(.packet(let bytes)) = event,
            let answer = try? JSONDecoder().decode(Answer.self, from: Data(bytes))
        else {
            throw Verdict(.refereeFailed, "the matmul peak could not be measured: \(log.lastLine)")
        }
        guard answer.ok, let peak = answer.flopsPerSecond, peak > 0 else {
            throw Verdict(.refereeFailed, "the matmul peak could not be measured: \(answer.message ?? "no reason")")
        }
        return peak
    }
}
