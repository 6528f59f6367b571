import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// An address that serves drand's HTTP interface.
struct DrandEndpoint: Sendable, Hashable {
    /// The address without a slash at the end.
    let base: String

    /// Checks an address.
    ///
    /// - Throws: `DrandError.Code.invalidSettings` for one that is not http or https, or has a query or a fragment.
    init(_ text: String) throws {
        guard let url = URLComponents(string: text), ["http", "https"].contains(url.scheme),
            url.host?.isEmpty == false, url.query == nil, url.fragment == nil, url.user == nil
        else { throw DrandError(.invalidSettings, "'\(text)' is no address of a drand endpoint") }
        base = text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    /// Asks for a document.
    ///
    /// - Parameters:
    ///   - path: Below the address, with a slash before it.
    ///   - client: Makes the connection.
    ///   - settings: The time and size that the answer may have.
    /// - Returns: The document.
    /// - Throws: `DrandError` with `unreachable`, `timedOut`, `tooLarge`, `refused` or `notPublished`; `CancellationError`.
    func get(_ path: String, by client: HTTPClient, _ settings: DrandSettings) async throws -> Data {
        try await withThrowingTaskGroup(of: Data.self) { group in
            defer { group.cancelAll() }
            group.addTask { try await answer(path, by: client, settings) }
            group.addTask {
                try await Task.sleep(for: settings.requestTime)
                throw DrandError(.timedOut, "\(base) took longer than \(settings.requestTime)")
            }
            guard let first = try await group.next() else { preconditionFailure("the group has two tasks") }
            return first
        }
    }

    private func answer(_ path: String, by client: HTTPClient, _ settings: DrandSettings) async throws -> Data {
        var request = HTTPClientRequest(url: base + path)
        request.headers.add(name: "User-Agent", value: "tiltyard")
        request.headers.add(name: "Accept-Encoding", value: "identity")
        do {
            let response = try await client.execute(request, deadline: .now() + TimeAmount(settings.requestTime))
            try check(response.status)
            var data = Data()
            for try await part in response.body {
                guard data.count + part.readableBytes <= settings.answerBytes else {
                    throw DrandError(.tooLarge, "\(base) answers with more than \(settings.answerBytes) bytes")
                }
                data.append(contentsOf: part.readableBytesView)
            }
            return data
        } catch let error as DrandError {
            throw error
        } catch let error as CancellationError {
            throw error
        } catch let error as HTTPClientError where [.deadlineExceeded, .connectTimeout].contains(error) {
            throw DrandError(.timedOut, "\(base) took longer than \(settings.requestTime)")
        } catch {
            try Task.checkCancellation()
            throw DrandError(.unreachable, "\(base) cannot be reached", cause: error)
        }
    }

    /// Relays answer 404 or 425 for rounds that they do not have yet.
    private func check(_ status: HTTPResponseStatus) throws {
        switch status.code {
        case 200: return
        case 404, 425: throw DrandError(.notPublished, "\(base) does not have it")
        default: throw DrandError(.refused, "\(base) answers with status \(status.code)")
        }
    }
}
