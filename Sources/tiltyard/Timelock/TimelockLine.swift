import Foundation
import Glibc
import Substrate
import Timelock

/// One line that asks for something, and its answer: `ok` and a result, or `error` and a code.
///
///     seal ROUND MESSAGE                          ok CIPHERTEXT
///     open ROUND SIGNATURE CIPHERTEXT             ok MESSAGE
///     weights ROUND HOTKEY UIDS VALUES VERSION    ok CIPHERTEXT, of a payload of sealed weights
///     unseal ROUND SIGNATURE CIPHERTEXT           ok HOTKEY UIDS VALUES VERSION
///     commitment NOW BLOCKS BLOCK-TIME            ok ROUND, to which a commitment is sealed
///     legacy NOW BLOCK NETUID TEMPO PERIOD BLOCK-TIME                ok ROUND, to which weights are sealed
///     stateful NOW BLOCK LAST PENDING TEMPO SINCE PERIOD BLOCK-TIME  ok ROUND, to which weights are sealed
///     time OPERATION REPEATS                      ok SECONDS of processor time
///
/// Bytes are hexadecimal digits, lists have commas, and nothing is a dash.
struct TimelockLine {
    private let words: [String]

    init(_ text: String) { words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init) }

    /// The answer.
    var answer: String {
        do {
            return "ok " + (try result)
        } catch let error as TimelockError {
            return "error \(error.code)"
        } catch {
            return "error badRequest"
        }
    }

    private struct BadRequest: Error {}

    private var result: String {
        get throws {
            switch words.first {
            case "seal": try shown(seal(try bytes(2)))
            case "open": try shown(open())
            case "weights": try shown(seal(payload.scale))
            case "unseal": try unsealed
            case "commitment": try commitmentRound
            case "legacy": try legacyRound
            case "stateful": try statefulRound
            case "time": try seconds
            default: throw BadRequest()
            }
        }
    }
}

// MARK: - Sealing

extension TimelockLine {
    private func seal(_ message: [UInt8]) throws -> [UInt8] {
        try TimelockCiphertext.seal(message, until: round, of: .quicknet).bytes
    }

    private func open() throws -> [UInt8] {
        let pulse = try DrandChain.quicknet.verify(DrandPulse(round: round, signature: try bytes(2)))
        return try TimelockCiphertext(parsing: try bytes(3)).open(with: pulse)
    }

    private var payload: WeightsPayload {
        get throws {
            WeightsPayload(hotkey: try bytes(2), uids: try list(3), values: try list(4), version: try number(5))
        }
    }

    private var unsealed: String {
        get throws {
            let payload = try WeightsPayload(parsing: try open())
            let lists = [payload.uids, payload.values].map { list in
                list.isEmpty ? "-" : list.map(String.init).joined(separator: ",")
            }
            return "\(shown(payload.hotkey ?? [])) \(lists[0]) \(lists[1]) \(payload.version)"
        }
    }
}

// MARK: - Rounds

extension TimelockLine {
    private var commitmentRound: String {
        get throws {
            "\(try DrandChain.quicknet.revealRound(afterBlocks: number(2), of: .seconds(real(3)), from: moment))"
        }
    }

    private var legacyRound: String {
        get throws {
            let round = try DrandChain.quicknet.weightsRevealRound(
                at: number(2),
                netuid: number(3),
                tempo: number(4),
                revealPeriod: number(5),
                blockTime: .seconds(real(6)),
                from: moment
            )
            return "\(round)"
        }
    }

    private var statefulRound: String {
        get throws {
            let schedule = try EpochSchedule(
                block: number(2),
                lastEpochBlock: number(3),
                pendingEpochBlock: number(4),
                tempo: number(5),
                blocksSinceLastStep: number(6)
            )
            let round = try DrandChain.quicknet.weightsRevealRound(
                under: schedule,
                revealPeriod: number(7),
                blockTime: .seconds(real(8)),
                from: moment
            )
            return "\(round)"
        }
    }
}

// MARK: - Timing

extension TimelockLine {
    private static let work = Result {
        let signature = """
            b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125\
            e342b73a8dd2bacbe47e4b6b63ed5e39
            """
        let pulse = DrandPulse(round: try DrandRound(1000), signature: try Hexadecimal.bytes(signature, prefix: ""))
        return try TimelockWork(chain: .quicknet, pulse: pulse, message: [UInt8](repeating: 7, count: 100))
    }

    private var seconds: String {
        get throws {
            let work = try Self.work.get()
            let operation: () throws -> UInt8 =
                switch try word(1) {
                case "pairing": { work.pair() }
                case "verify": work.verify
                case "seal": work.seal
                case "open": work.open
                default: throw BadRequest()
                }
            let repeats: Int = try number(2)
            let start = Self.processorTime
            for _ in 0..<repeats { _ = try operation() }
            return "\(Self.processorTime - start)"
        }
    }

    private static var processorTime: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

// MARK: - Words

extension TimelockLine {
    private var round: DrandRound { get throws { try DrandRound(try number(1)) } }

    private var moment: Date { get throws { Date(timeIntervalSince1970: try real(1)) } }

    private func word(_ place: Int) throws -> String {
        guard words.indices.contains(place) else { throw BadRequest() }
        return words[place]
    }

    private func number<Number: FixedWidthInteger>(_ place: Int) throws -> Number {
        guard let number = Number(try word(place)) else { throw BadRequest() }
        return number
    }

    private func real(_ place: Int) throws -> Double {
        guard let number = Double(try word(place)), number.isFinite, abs(number) < 1e15 else { throw BadRequest() }
        return number
    }

    private func bytes(_ place: Int) throws -> [UInt8] {
        let word = try word(place)
        return word == "-" ? [] : try Hexadecimal.bytes(word, prefix: "")
    }

    private func list(_ place: Int) throws -> [UInt16] {
        let word = try word(place)
        return try word == "-"
            ? []
            : word.split(separator: ",").map { part in
                guard let number = UInt16(part) else { throw BadRequest() }
                return number
            }
    }

    private func shown(_ bytes: [UInt8]) -> String { bytes.isEmpty ? "-" : Hexadecimal.text(bytes, prefix: "") }
}
