import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1
import Rules

/// One GET request to one checked address.
struct WebRequest {
    /// What a server can answer that leads on.
    enum Answer {
        /// The whole body.
        case body(Data)
        /// Another URL of an allowed form.
        case redirect(URL)
    }

    let url: URL
    let limit: ByteCount
    let deadline: NIODeadline
    let web: WebAccess
    /// More header fields.
    var fields: [(name: String, value: String)] = []

    /// Why a server's answer was not read: it has another status than 200.
    struct OtherStatus: Error {
        let code: Int
    }

    /// Makes the request and reads what it needs of the answer.
    func run() async throws -> Answer {
        guard let host = HostName(of: url), let name = url.host else {
            throw IntakeError(.badURL, "The URL has no plain host name.")
        }
        let address = try await checkedAddress(of: host)
        do {
            return try await HTTPClient.withHTTPClient(configuration: configuration(name, pinnedTo: address)) {
                client in
                try await answer(of: client)
            }
        } catch let error where !(error is IntakeError) && deadline <= .now() {
            throw IntakeError.timedOut
        }
    }

    private func checkedAddress(of host: HostName) async throws -> IPAddress {
        let addresses = try await web.resolver.addresses(of: host, deadline: deadline)
        guard let first = addresses.first, addresses.allSatisfy(web.isAllowed) else {
            throw IntakeError(.addressRefused, "The host '\(host.text)' is not on the public network.")
        }
        return first
    }

    private func configuration(_ name: String, pinnedTo address: IPAddress) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.dnsOverride = [name: address.text]
        configuration.proxy = web.relay
        configuration.httpVersion = .http1Only
        configuration.http1_1ConnectionDebugInitializer = AnswerGuard.install
        configuration.timeout.connect = max(deadline - .now(), .milliseconds(1))
        configuration.connectionPool.retryConnectionEstablishment = false
        return configuration
    }

    private func answer(of client: HTTPClient) async throws -> Answer {
        var request = HTTPClientRequest(url: url.absoluteString)
        request.headers.add(name: "User-Agent", value: "tiltyard")
        request.headers.add(name: "Accept-Encoding", value: "identity")
        for field in fields { request.headers.add(name: field.name, value: field.value) }
        let response = try await client.execute(request, deadline: deadline)
        if Self.leadsOn.contains(response.status.code), let location = response.headers.first(name: "Location") {
            return .redirect(try redirect(to: location))
        }
        guard response.status == .ok else {
            let status = Int(response.status.code)
            throw IntakeError(
                .fetchFailed,
                "The server answered with status \(status).",
                cause: OtherStatus(code: status)
            )
        }
        try BodyLabels.check(response.headers)
        if let announced = response.headers.first(name: "Content-Length").flatMap(Int.init), announced > limit.bytes {
            throw tooLarge
        }
        return .body(try await body(of: response))
    }

    /// The statuses whose Location is another place of the same thing.
    private static let leadsOn: Set<UInt> = [301, 302, 303, 307, 308]

    private func body(of response: HTTPClientResponse) async throws -> Data {
        var data = Data()
        for try await part in response.body {
            guard data.count + part.readableBytes <= limit.bytes else { throw tooLarge }
            data.append(contentsOf: part.readableBytesView)
        }
        return data
    }

    private func redirect(to location: String) throws -> URL {
        guard CodeSource.isPlain(location), let target = URL(string: location, relativeTo: url)?.absoluteURL else {
            throw IntakeError(.badURL, "The URL leads on to something that is no URL.")
        }
        return try CodeSource.webURL(target.absoluteString, maximumLength: Self.maximumRedirectLength)
    }

    /// Longer than a commitment's URL may be, since stores sign the addresses that they lead on to.
    private static let maximumRedirectLength = 8000

    private var tooLarge: IntakeError {
        IntakeError(.tooLarge, "The code is larger than \(limit).")
    }
}
