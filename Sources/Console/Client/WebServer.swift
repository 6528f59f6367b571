import APIModels
import AsyncHTTPClient
import FoundationEssentials
import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix

/// A server on the network.
///
/// It goes nowhere but where it was sent: redirects are not followed, since the key would go with them. Every answer has a
/// largest size and a time.
struct WebServer: ArenaServer {
    let address: ServerAddress
    let key: String?
    let client: HTTPClient

    /// The most bytes of an answer, and how long it may take.
    private static let mostBytes = 32 << 20
    private static let patience = TimeAmount.seconds(10)
    /// A stream says that it is there every fifteen seconds.
    private static let silence = TimeAmount.seconds(40)

    /// Runs something with a server, and lets go of its connections afterwards.
    static func with<Result>(
        _ address: ServerAddress,
        key: String?,
        _ body: (WebServer) async throws -> Result
    ) async throws -> Result {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.httpVersion = .http1Only
        configuration.timeout.connect = .seconds(5)
        configuration.timeout.read = silence
        configuration.connectionPool.retryConnectionEstablishment = false
        return try await HTTPClient.withHTTPClient(configuration: configuration) { client in
            try await body(WebServer(address: address, key: key, client: client))
        }
    }

    func ask(_ path: String, tag: String?) async throws(ConsoleError) -> Answer {
        do {
            var request = request(path)
            if let tag { request.headers.add(name: "If-None-Match", value: tag) }
            let response = try await client.execute(request, timeout: Self.patience)
            if response.status == .notModified, tag != nil { return .unchanged }
            let body = try await body(of: response)
            guard response.status == .ok else { throw failure(response, body) }
            return .document(body, tag: response.headers.first(name: "ETag"))
        } catch {
            throw problem(error)
        }
    }

    func listen(after last: String?, hear: @Sendable (Data) async -> Void) async throws(ConsoleError) {
        do {
            var request = request("/v1/events/stream")
            request.headers.replaceOrAdd(name: "Accept", value: "text/event-stream")
            if let last { request.headers.add(name: "Last-Event-ID", value: last) }
            let response = try await client.execute(request, deadline: .distantFuture)
            guard response.status == .ok else { throw failure(response, try await body(of: response)) }
            for try await part in response.body { await hear(Data(part.readableBytesView)) }
        } catch {
            throw problem(error)
        }
    }

    private func request(_ path: String) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: address.base + path)
        request.headers.add(name: "User-Agent", value: "tiltyard-top")
        request.headers.add(name: "Accept", value: "application/json")
        if let key { request.headers.add(name: "X-API-Key", value: key) }
        return request
    }

    private func body(of response: HTTPClientResponse) async throws -> Data {
        var data = Data()
        for try await part in response.body {
            guard data.count + part.readableBytes <= Self.mostBytes else {
                throw ConsoleError(.foreign, "\(address.shown) sends more than \(Self.mostBytes >> 20) MB at once")
            }
            data.append(contentsOf: part.readableBytesView)
        }
        return data
    }

    /// What a status other than 200 means.
    private func failure(_ response: HTTPClientResponse, _ body: Data) -> ConsoleError {
        let status = response.status.code, place = address.shown
        if (300..<400).contains(status), let location = response.headers.first(name: "Location") {
            return ConsoleError(.foreign, "\(place) leads on to \(location); give that address if it is the right one")
        }
        guard let reason = try? JSONDecoder().decode(APIFailure.self, from: body).error else {
            return ConsoleError(.foreign, "\(place) answers with status \(status), and not as a Tiltyard does")
        }
        let sentence = reason.message.hasSuffix(".") ? String(reason.message.dropLast()) : reason.message
        let wait = response.headers.first(name: "Retry-After").flatMap { Int($0) }
            .map { Duration.seconds(min(max(0, $0), 60)) }
        switch status {
        case 401: return ConsoleError(.refused, "\(place) asks for a key; put it into TILTYARD_API_KEY")
        case 429, 500...: return ConsoleError(.busy, "\(place) says: \(sentence)", wait: wait)
        default: return ConsoleError(.failed, sentence)
        }
    }

    /// One sentence about whatever went wrong on the way.
    private func problem(_ error: any Error) -> ConsoleError {
        if let error = error as? ConsoleError { return error }
        let place = address.shown
        if let error = error as? HTTPClientError {
            let late: [HTTPClientError] = [.connectTimeout, .readTimeout, .deadlineExceeded, .tlsHandshakeTimeout]
            if late.contains(error) { return ConsoleError(.unreachable, "\(place) does not answer in time") }
            if error == .remoteConnectionClosed { return ConsoleError(.unreachable, "\(place) hung up") }
        }
        if error is HTTPParserError { return ConsoleError(.foreign, "\(place) answers, but not by HTTP") }
        return ConsoleError(.unreachable, "\(place) cannot be reached (\(Self.reason(error)))")
    }

    /// What the network said, in the system's words where there are some.
    private static func reason(_ error: any Error) -> String {
        if let error = error as? NIOConnectionError {
            if error.dnsAError != nil || error.dnsAAAAError != nil { return "no such host" }
            if let first = error.connectionErrors.first { return reason(first.error) }
        }
        if let error = error as? IOError { return String(cString: strerror(error.errnoCode)) }
        return "\(error)"
    }
}
