package import FoundationEssentials
package import Rules

/// Asks an endpoint that a stranger has named by address and port.
///
/// - One deadline covers the connection, the headers and the last byte of the answer.
/// - The answer is counted while it arrives and cut off at the limit, whatever its announced length.
/// - The host is an address and no name; it has to be public. Redirects are not followed.
/// - Settings from the environment, such as proxies, are not read.
package struct EndpointReader: Sendable {
    /// Why an endpoint's answer is of no use.
    package enum Failure: Error, Sendable, Hashable {
        /// The host is no address, or one inside somebody's network.
        case address
        /// There was no answer, or not in time.
        case silence
        /// The answer has another status than 200.
        case status(Int)
        /// The answer is too large, compressed, or leads elsewhere.
        case answer
    }

    /// The largest answer.
    private let answer: ByteCount
    /// The longest that an answer may take.
    private let time: Seconds
    private let web: WebAccess

    /// Makes a reader.
    ///
    /// - Parameters:
    ///   - answer: The largest answer.
    ///   - time: The longest that an answer may take.
    ///   - allowPrivateAddresses: Whether addresses inside networks may be asked. Only for rehearsals on one machine: with
    ///     it a stranger's address reaches whatever the validator can reach.
    package init(answer: ByteCount, time: Seconds, allowPrivateAddresses: Bool = false) {
        self.answer = answer
        self.time = time
        web = allowPrivateAddresses ? WebAccess(isAllowed: { _ in true }) : WebAccess()
    }

    /// Gets what is at a path.
    ///
    /// - Parameters:
    ///   - path: The path, with a slash at its beginning.
    ///   - host: An IPv4 or IPv6 address; on chains `0.0.0.1` stands for the machine itself.
    ///   - port: The port.
    ///   - fields: More header fields.
    /// - Returns: The body, no more than the limit.
    /// - Throws: `Failure`; `CancellationError` when the task is cancelled.
    package func get(
        _ path: String,
        from host: String,
        port: UInt16,
        fields: [(name: String, value: String)]
    ) async throws -> Data {
        guard let address = IPAddress(host == "0.0.0.1" ? "127.0.0.1" : host) else { throw Failure.address }
        let name = address.bytes.count == 16 ? "[\(address.text)]" : address.text
        guard let url = URL(string: "http://\(name):\(port)\(path)") else { throw Failure.address }
        let (limit, web) = (answer, web)
        do {
            let found = try await Deadline.run(time.duration) { deadline in
                try await WebRequest(url: url, limit: limit, deadline: deadline, web: web, fields: fields).run()
            }
            guard case .body(let data) = found else { throw Failure.answer }
            return data
        } catch let error as IntakeError {
            try Task.checkCancellation()
            throw Self.failure(error)
        } catch let error as Failure {
            throw error
        } catch {
            try Task.checkCancellation()
            throw Failure.silence
        }
    }

    private static func failure(_ error: IntakeError) -> Failure {
        if let answered = error.cause as? WebRequest.OtherStatus { return .status(answered.code) }
        return switch error.code {
        case .addressRefused: .address
        case .fetchTimedOut, .fetchFailed: .silence
        default: .answer
        }
    }
}
