import FoundationEssentials
import HTTPTypes
import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore
package import Rules
import ServiceLifecycle

/// A competitor's endpoint: tells validators which repository and commit enter a tournament.
///
/// It answers `GET /training_repo/{text|image|environment}` with a JSON object; a type that nothing is entered for is
/// answered with 404. Whoever asks has to sign; see `EndpointGate`.
package struct RepositoryEndpoint: Service {
    /// What the server may be made to do.
    package struct Limits: Sendable, Hashable {
        /// The most connections.
        package var connections = 64
        /// How long a connection may do nothing.
        package var idle = Seconds(30)
        /// The largest header, in bytes.
        package var headerBytes = 8192

        /// Makes the limits that hold unless told otherwise.
        package init() {}
    }

    private let offers: [TournamentType: TrainingRepository]
    private let gate: EndpointGate
    private let host: String
    private let port: Int
    private let limits: Limits
    private let logger: Logger
    private let onListening: @Sendable (String) async -> Void

    /// Makes an endpoint that does not listen yet.
    ///
    /// - Parameters:
    ///   - offers: What is entered, by type.
    ///   - gate: Whose questions are answered.
    ///   - host: The address to listen at.
    ///   - port: The port; 0: any that is free.
    ///   - limits: What it may be made to do.
    ///   - logger: Where it says who asked.
    ///   - onListening: Is told the address, with the port that was taken, once connections are accepted.
    package init(
        offers: [TournamentType: TrainingRepository],
        gate: EndpointGate,
        host: String,
        port: Int,
        limits: Limits = Limits(),
        logger: Logger,
        onListening: @escaping @Sendable (String) async -> Void = { _ in }
    ) {
        self.offers = offers
        self.gate = gate
        self.host = host
        self.port = port
        self.limits = limits
        self.logger = logger
        self.onListening = onListening
    }

    /// Serves until a graceful shutdown.
    ///
    /// - Throws: Errors of the socket, such as an address in use.
    package func run() async throws {
        let router = Router()
        router.get("/training_repo/:type") { request, context in
            await response(to: request, type: context.parameters.get("type") ?? "")
        }
        let application = Application(
            router: router,
            server: .http1(
                configuration: .init(
                    idleTimeout: .milliseconds(Int64(limits.idle.value * 1000)),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: limits.headerBytes,
                        maxHeaderListSize: limits.headerBytes,
                        maxHeaderFieldCount: 100
                    )
                )
            ),
            configuration: .init(
                address: .hostname(host, port: port),
                serverName: "tiltyard",
                availableConnectionsDelegate: MaximumAvailableConnections(limits.connections, logger: logger)
            ),
            onServerRunning: { [onListening] channel in
                guard let address = channel.localAddress else { return }
                await onListening("\(address.ipAddress ?? host):\(address.port ?? port)")
            },
            logger: logger
        )
        try await application.run()
    }

    private func response(to request: Request, type: String) async -> Response {
        do {
            try await gate.check { name in HTTPField.Name(name).flatMap { request.headers[$0] } }
        } catch let refusal as EndpointGate.Refusal {
            logger.notice("a question was refused", metadata: ["status": "\(refusal.status)"])
            return Self.failure(refusal.status, refusal.sentence)
        } catch {
            logger.error("the chain cannot be asked who is registered", metadata: ["error": "\(error)"])
            return Self.failure(503, "It is not known who is registered; ask again later.")
        }
        guard let type = TournamentType(rawValue: type) else {
            return Self.failure(422, "The type is text, image or environment.")
        }
        guard let offer = offers[type] else { return Self.failure(404, "Nothing is entered for \(type.rawValue).") }
        logger.notice("a question was answered", metadata: ["type": "\(type.rawValue)"])
        return Self.json(.ok, offer.body)
    }

    private static func failure(_ status: Int, _ sentence: String) -> Response {
        let body = JSONValue.object(["detail": .string(sentence)]).canonicalText
        return json(HTTPResponse.Status(code: status), Data(body.utf8))
    }

    private static func json(_ status: HTTPResponse.Status, _ body: Data) -> Response {
        Response(
            status: status,
            headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body))
        )
    }
}
