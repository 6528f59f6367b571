import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Rules
import Synchronization

/// A whole answer: encoded once, given as often as it is asked for.
struct Content: Sendable {
    let type: String
    let body: ByteBuffer
    private let packed: PackedBody?
    /// Changes with the bytes.
    ///
    /// It is weak, since one tag stands for both forms.
    let tag: String
    var cacheControl = "no-cache"
    var fields: HTTPFields = [:]

    init(type: String, bytes: some Sequence<UInt8>) {
        let bytes = Array(bytes)
        self.type = type
        body = ByteBuffer(bytes: bytes)
        packed = bytes.count > 512 ? PackedBody(of: body) : nil
        tag = "W/\"" + Hex.text(SHA256.hash(data: bytes).prefix(12)) + "\""
    }

    /// A value as JSON with sorted keys.
    ///
    /// - Parameters:
    ///   - value: The value.
    ///   - key: How a property's name is spelled.
    /// - Returns: The answer.
    /// - Throws: `EncodingError` for a number that JSON cannot hold.
    static func json(_ value: some Encodable, key: (@Sendable (String) -> String)? = nil) throws -> Content {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if let key {
            encoder.keyEncodingStrategy = .custom { path in
                SpelledKey(stringValue: key(path.last?.stringValue ?? ""))
            }
        }
        return Content(type: "application/json", bytes: try encoder.encode(value))
    }

    private struct SpelledKey: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}

extension Content {
    /// The most bytes of memory that it takes in both forms.
    var cost: Int { 2 * body.storageCapacity }

    /// The answer to a request, without the bytes where the client has them.
    func response(to request: Request, status: HTTPResponse.Status = .ok) -> Response {
        var fields = self.fields
        fields[.contentType] = type
        fields[.eTag] = tag
        fields[.cacheControl] = cacheControl
        fields[.vary] = "Accept-Encoding"
        if status == .ok, isKnown(to: request) { return Response(status: .notModified, headers: fields) }
        guard let packed, Self.acceptsGzip(request), let compressed = packed.bytes else {
            return Response(status: status, headers: fields, body: .init(byteBuffer: body))
        }
        fields[.contentEncoding] = "gzip"
        return Response(status: status, headers: fields, body: .init(byteBuffer: compressed))
    }

    private func isKnown(to request: Request) -> Bool {
        request.headers[values: .ifNoneMatch].contains { field in
            field.split(separator: ",").contains { word in
                let word = word.trimmingCharacters(in: .whitespaces)
                return word == "*" || word == tag || "W/" + word == tag
            }
        }
    }

    private static func acceptsGzip(_ request: Request) -> Bool {
        request.headers[values: .acceptEncoding].contains { field in
            field.split(separator: ",").contains { word in
                let parts = word.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
                let isRefused = parts.dropFirst().contains { ["q=0", "q=0.0", "q=0.00", "q=0.000"].contains($0) }
                return ["gzip", "*"].contains(parts.first?.lowercased() ?? "") && !isRefused
            }
        }
    }
}

/// The compressed form of an answer, made when somebody wants it first.
private final class PackedBody: Sendable {
    private enum State {
        case unknown
        /// Made; nil where it is not shorter.
        case made(ByteBuffer?)
    }

    private let body: ByteBuffer
    private let state = Mutex(State.unknown)

    init(of body: ByteBuffer) {
        self.body = body
    }

    var bytes: ByteBuffer? {
        state.withLock { state in
            if case .made(let bytes) = state { return bytes }
            let bytes = Gzip.compress(Data(body.readableBytesView)).map { ByteBuffer(bytes: $0) }
            state = .made(bytes)
            return bytes
        }
    }
}
