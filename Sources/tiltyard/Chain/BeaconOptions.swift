import ArgumentParser
import ChainNode
import Drand
import Foundation
import Timelock

/// Whose rounds open what is sealed on a chain for development.
struct BeaconOptions: ParsableArguments {
    enum Kind: String, ExpressibleByArgument, CaseIterable {
        case own, drand, recorded
    }

    @Option(
        help: """
            own: the chain signs rounds itself. drand: the network's beacon, quicknet, asked for over HTTP. recorded: rounds of \
            quicknet from --pulses.
            """
    )
    var beacon = Kind.own

    @Option(help: "A recording of quicknet's pulses: a line of JSON each, with round and signature.")
    var pulses: String?

    @Option(name: .customLong("drand-endpoint"), help: "A drand endpoint; may be given more than once.")
    var endpoints: [String] = []

    @Option(name: .customLong("drand-cache"), help: "The folder in which pulses of drand are kept. Default: none.")
    var cache: String?

    @Option(name: .customLong("drand-seconds"), help: "How long one endpoint has for one answer.")
    var seconds = 5.0

    @Option(name: .customLong("drand-clock-tolerance"), help: "By how many seconds the clock may be off.")
    var clockTolerance = 10.0

    @Option(
        name: .customLong("drand-missed-rounds"),
        help: "How many rounds that came while a kept chain was off are asked for at most: 28,800 a day."
    )
    var missed = 28_800

    func validate() throws {
        guard (beacon == .recorded) == (pulses != nil) else {
            throw ValidationError("--pulses goes with --beacon recorded, and only with it")
        }
        guard beacon == .drand || endpoints.isEmpty && cache == nil else {
            throw ValidationError("--drand-endpoint and --drand-cache go with --beacon drand only")
        }
        guard missed >= 0 else { throw ValidationError("--drand-missed-rounds is not below zero") }
        guard seconds.isFinite, seconds > 0, clockTolerance.isFinite, clockTolerance >= 0 else {
            throw ValidationError("--drand-seconds is above zero, --drand-clock-tolerance not below")
        }
    }

    /// Makes the beacon, and what it takes its rounds from.
    func makeSource() throws -> BeaconSource {
        switch beacon {
        case .own:
            let own = try DevelopmentBeacon(genesis: Self.quicknetGenesis, period: Self.quicknetPeriod)
            return BeaconSource(beacon: own, recorded: nil, settings: nil)
        case .recorded:
            let recorded = try RecordedBeacon(chain: .quicknet, name: "quicknet")
            for pulse in try PulseRecording.read(pulses ?? "", of: .quicknet) { recorded.record(pulse) }
            return BeaconSource(beacon: recorded, recorded: nil, settings: nil)
        case .drand:
            var settings = DrandSettings()
            if !endpoints.isEmpty { settings.endpoints = endpoints }
            settings.cacheFolder = cache
            settings.requestTime = .seconds(seconds)
            settings.clockTolerance = .seconds(clockTolerance)
            try settings.validate()
            let recorded = try RecordedBeacon(chain: .quicknet, name: "quicknet")
            return BeaconSource(beacon: recorded, recorded: recorded, settings: settings, missed: missed)
        }
    }

    /// Rounds of the chain's own beacon have the numbers of the network's, since clients count so.
    private static let quicknetGenesis: UInt32 = 1_692_803_367
    private static let quicknetPeriod: UInt32 = 3
}

/// A beacon, and how it gets its rounds while the chain runs.
struct BeaconSource: Sendable {
    let beacon: any Beacon
    fileprivate let recorded: RecordedBeacon?
    fileprivate let settings: DrandSettings?
    /// The most rounds that were missed and are asked for.
    fileprivate let missed: Int

    fileprivate init(beacon: any Beacon, recorded: RecordedBeacon?, settings: DrandSettings?, missed: Int = 0) {
        self.beacon = beacon
        self.recorded = recorded
        self.settings = settings
        self.missed = missed
    }

    /// Takes rounds from drand until it is cancelled; failures are told.
    ///
    /// - Parameters:
    ///   - now: The chain's clock, in milliseconds since 1970.
    ///   - last: The newest round that the chain has. Those that were missed since are taken first.
    func follow(now: @escaping @Sendable () -> UInt64, after last: UInt64) async {
        guard let recorded, let settings else { return }
        let date: @Sendable () -> Date = { Date(timeIntervalSince1970: Double(now()) / 1000) }
        do {
            try await DrandClient.with(settings, now: date, report: { Terminal.note("drand: \($0)") }) { client in
                do {
                    _ = try await client.newest()
                } catch let error as DrandError {
                    Terminal.note("drand: \(error)")
                }
                let next = try settings.chain.round(at: date()).number + 1
                let first = try DrandRound(max(min(last + 1, next), next - min(next - 1, UInt64(missed))))
                await client.follow(from: first, report: { Terminal.note("drand: \($0)") }, { recorded.record($0) })
            }
        } catch {
            Terminal.note("drand: \(error)")
        }
    }
}
