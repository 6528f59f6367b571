import AsyncHTTPClient
package import Foundation
import NIOCore
package import Timelock

/// Asks drand's relays for pulses, one after another until one gives what was asked for.
///
/// Nothing that a relay says is believed: the chain's key is known beforehand, every signature is verified, and what a relay
/// says of the chain is only compared.
///
/// ```swift
/// try await DrandClient.with(DrandSettings()) { client in
///     let pulse = try await client.pulse(of: round)
///     let message = try ciphertext.open(with: pulse)
/// }
/// ```
package actor DrandClient {
    private let settings: DrandSettings
    private let endpoints: [DrandEndpoint]
    private let http: HTTPClient
    private let now: @Sendable () -> Date
    private let report: @Sendable (DrandError) -> Void
    private var cache: PulseCache?
    private var trusted: Set<DrandEndpoint> = []
    /// The endpoint that answered last is asked first.
    private var preferred = 0

    private init(
        _ settings: DrandSettings,
        _ http: HTTPClient,
        now: @escaping @Sendable () -> Date,
        report: @escaping @Sendable (DrandError) -> Void
    ) throws {
        self.settings = settings
        self.http = http
        self.now = now
        self.report = report
        endpoints = try settings.endpoints.map(DrandEndpoint.init)
        cache = try settings.cacheFolder.map {
            try PulseCache(folder: $0, chain: settings.chain, capacity: settings.cachedPulses)
        }
    }

    /// Makes a client for as long as a piece of code runs.
    ///
    /// - Parameters:
    ///   - settings: Where and how it asks.
    ///   - now: This machine's clock.
    ///   - report: Is told when a pulse cannot be kept; it is returned all the same.
    ///   - body: What is done with it.
    /// - Returns: What the code returns.
    /// - Throws: `DrandError` with `invalidSettings` or `unwritableCache`, and what the code throws.
    package static func with<Result: Sendable>(
        _ settings: DrandSettings,
        now: @escaping @Sendable () -> Date = { Date() },
        report: @escaping @Sendable (DrandError) -> Void = { _ in },
        _ body: @Sendable (DrandClient) async throws -> Result
    ) async throws -> Result {
        try settings.validate()
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.httpVersion = .http1Only
        configuration.timeout.connect = .init(settings.requestTime)
        configuration.connectionPool.retryConnectionEstablishment = false
        return try await HTTPClient.withHTTPClient(configuration: configuration) { http in
            try await body(try DrandClient(settings, http, now: now, report: report))
        }
    }

    /// Returns a round's pulse, from the folder of pulses when it is there.
    ///
    /// - Parameter round: The round.
    /// - Returns: The pulse, verified.
    /// - Throws: `DrandError`: `notYet` before the round is due; `clockAhead` when nobody has one that was due long ago; the
    ///   code on which all endpoints agree, or else `noEndpoint`. `CancellationError`.
    package func pulse(of round: DrandRound) async throws -> VerifiedPulse {
        if let known = cache?.pulse(of: round) { return known }
        let wait = settings.chain.moment(of: round).timeIntervalSince(now())
        guard wait <= tolerance else {
            throw DrandError(.notYet, "round \(round) is due in \(Int(wait.rounded(.up))) s")
        }
        do {
            let pulse = try await ask("\(round)", expecting: round)
            keep(pulse)
            return pulse
        } catch let error as DrandError where error.code == .notPublished && -wait > tolerance {
            throw DrandError(
                .clockAhead,
                "round \(round) was due \(Int(-wait)) s ago by this machine's clock and nobody has it: the clock is fast, or "
                    + "drand stands still",
                cause: error
            )
        }
    }

    /// Returns the newest pulse, and with it checks this machine's clock.
    ///
    /// - Returns: The pulse, verified.
    /// - Throws: `DrandError`: `clockBehind` or `clockAhead` when the clock is off by more than is tolerated, and as for
    ///   a round.
    package func newest() async throws -> VerifiedPulse {
        let pulse = try await ask("latest", expecting: nil)
        let age = now().timeIntervalSince(settings.chain.moment(of: pulse.pulse.round))
        guard age >= -tolerance else {
            throw DrandError(
                .clockBehind,
                "round \(pulse.pulse.round) is signed, which by this machine's clock is due in \(Int(-age)) s"
            )
        }
        guard age <= tolerance + settings.chain.period / .seconds(1) else {
            throw DrandError(
                .clockAhead,
                "the newest round is \(pulse.pulse.round), which by this machine's clock was due \(Int(age)) s ago"
            )
        }
        keep(pulse)
        return pulse
    }

    /// Keeps a pulse if it can be; that a disk is full is no reason to be without it.
    private func keep(_ pulse: VerifiedPulse) {
        do { try cache?.keep(pulse) } catch {
            report(error as? DrandError ?? DrandError(.unwritableCache, "a pulse cannot be kept", cause: error))
        }
    }

    var retryDelays: ClosedRange<Duration> { settings.retryDelays }

    /// How long it is until a round is due by this machine's clock; below zero when it is.
    func waitingTime(for round: DrandRound) -> Duration {
        .seconds(settings.chain.moment(of: round).timeIntervalSince(now()))
    }

    private var tolerance: Double { settings.clockTolerance / .seconds(1) }

    /// Asks the endpoints in turn, beginning with the one that answered last.
    private func ask(_ which: String, expecting round: DrandRound?) async throws -> VerifiedPulse {
        var failures: [DrandError] = []
        let first = preferred
        for step in endpoints.indices {
            let place = (first + step) % endpoints.count
            do {
                let pulse = try await ask(endpoints[place], which, expecting: round)
                preferred = place
                return pulse
            } catch let error as DrandError {
                failures.append(error)
            }
        }
        let codes = Set(failures.map(\.code))
        let code = codes.count == 1 ? codes.first ?? .noEndpoint : .noEndpoint
        throw DrandError(code, failures.map(\.message).joined(separator: "; "), cause: failures.first)
    }

    private func ask(
        _ endpoint: DrandEndpoint,
        _ which: String,
        expecting round: DrandRound?
    ) async throws -> VerifiedPulse {
        let chain = settings.chain
        if !trusted.contains(endpoint) {
            let answer = try await read(ChainAnswer.self, "info", at: endpoint)
            try answer.check(against: chain, at: endpoint)
            trusted.insert(endpoint)
        }
        let answer = try await read(PulseAnswer.self, "public/\(which)", at: endpoint)
        return try answer.verified(as: round, of: chain, from: endpoint.base)
    }

    private func read<Answer: Decodable>(
        _ type: Answer.Type,
        _ path: String,
        at endpoint: DrandEndpoint
    ) async throws -> Answer {
        let data = try await endpoint.get("/\(settings.chain.hash)/\(path)", by: http, settings)
        do {
            return try JSONDecoder().decode(type, from: data)
        } catch {
            throw DrandError(.malformed, "\(endpoint.base) answers with something that drand does not", cause: error)
        }
    }
}
