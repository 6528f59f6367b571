/// What fetching a submission may cost.
package struct IntakeLimits: Sendable, Hashable, Codable {
    /// The largest submission.
    package var code: ByteCount
    /// How long fetching may take in all: name lookup, connections, redirects and the whole body.
    package var fetchTime: Seconds

    /// Makes limits.
    ///
    /// - Parameters:
    ///   - code: The largest submission.
    ///   - fetchTime: How long fetching may take in all.
    package init(code: ByteCount, fetchTime: Seconds) {
        self.code = code
        self.fetchTime = fetchTime
    }

    enum CodingKeys: String, CodingKey {
        case code = "code_bytes"
        case fetchTime = "fetch_seconds"
    }
}
