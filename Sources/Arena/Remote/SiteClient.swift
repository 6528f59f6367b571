import AsyncHTTPClient
package import Foundation
import NIOCore
import NIOHTTP1

/// The site of a validator on another machine, asked over HTTP.
package struct SiteClient: Sendable {
    /// What came back, whatever its status.
    package struct Answer: Sendable {
        package var status: Int
        package var type: String
        /// The tag of the body, where there is one.
        package var tag: String?
        package var body: Data
        /// How long it took until the last byte was there.
        package var time: Duration
    }

    /// The address, without a slash at its end.
    package let address: String
    private let apiKey: String?

    private static let patience = TimeAmount.seconds(60)
    private static let connectTime = TimeAmount.seconds(10)
    private static let largestAnswer = 4 << 20

    /// What asks, for the whole process; where nobody listens, it says so at once.
    private static let client: HTTPClient = {
        var configuration = HTTPClient.Configuration()
        configuration.timeout.connect = connectTime
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    /// Names a site.
    ///
    /// - Parameters:
    ///   - address: An http or https address, with or without a path before `/v1`.
    ///   - apiKey: What its API asks for in `X-API-Key`, if anything.
    package init(address: String, apiKey: String? = nil) {
        self.address = address.hasSuffix("/") ? String(address.dropLast()) : address
        self.apiKey = apiKey
    }

    /// Asks for what is at a path.
    ///
    /// - Parameters:
    ///   - path: The path, from its slash on.
    ///   - tag: The tag of a body that is known already.
    /// - Returns: The answer.
    /// - Throws: `ArenaError.Code.unreachable` when there is none.
    package func get(_ path: String, unless tag: String? = nil) async throws -> Answer {
        try await send(.GET, path, tag.map { [("If-None-Match", $0)] } ?? [], body: nil)
    }

    /// Sends a body to a path.
    ///
    /// - Parameters:
    ///   - body: The body.
    ///   - path: The path, from its slash on.
    ///   - fields: Fields of the header.
    /// - Returns: The answer.
    /// - Throws: `ArenaError.Code.unreachable` when there is none.
    package func post(_ body: Data, to path: String, _ fields: [(String, String)]) async throws -> Answer {
        try await send(.POST, path, fields, body: body)
    }

    /// Returns the beginning of what a stream says, and how long it took to come.
    ///
    /// - Throws: `ArenaError.Code.unreachable` when nothing comes within ten seconds.
    package func beginning(of path: String) async throws -> Answer {
        let start = ContinuousClock.now
        do {
            let request = request(.GET, path, [])
            let response = try await Self.client.execute(request, timeout: .seconds(10))
            var answer = Answer(response)
            for try await part in response.body {
                answer.body.append(contentsOf: part.readableBytesView)
                break
            }
            answer.time = start.duration(to: .now)
            return answer
        } catch {
            throw unreachable(error)
        }
    }

    private func send(
        _ method: HTTPMethod,
        _ path: String,
        _ fields: [(String, String)],
        body: Data?
    ) async throws -> Answer {
        let start = ContinuousClock.now
        do {
            var request = request(method, path, fields)
            if let body { request.body = .bytes(ByteBuffer(bytes: body)) }
            let response = try await Self.client.execute(request, timeout: Self.patience)
            var answer = Answer(response)
            answer.body = Data((try await response.body.collect(upTo: Self.largestAnswer)).readableBytesView)
            answer.time = start.duration(to: .now)
            return answer
        } catch {
            throw unreachable(error)
        }
    }

    private func request(_ method: HTTPMethod, _ path: String, _ fields: [(String, String)]) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: address + path)
        request.method = method
        let key = apiKey.map { [("X-API-Key", $0)] } ?? []
        for (name, value) in [("User-Agent", "tiltyard")] + key + fields {
            request.headers.add(name: name, value: value)
        }
        return request
    }

    private func unreachable(_ error: any Error) -> ArenaError {
        ArenaError(.unreachable, "nobody answers at \(address): \(error)")
    }
}

extension SiteClient.Answer {
    fileprivate init(_ response: HTTPClientResponse) {
        status = Int(response.status.code)
        type = response.headers.first(name: "Content-Type") ?? ""
        tag = response.headers.first(name: "ETag")
        body = Data()
        time = .zero
    }
}
