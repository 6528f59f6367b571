/// What fetching a submission may cost.
package struct IntakeLimits: Sendable, Hashable, Codable {
    /// The largest submission.
    package var code: ByteCount
    /// How long fetching may take in all: name lookup, connections, redirects and the whole body.
    package var fetchTime: Seconds
    /// How long a submission that could not be fetched is tried again before it is refused.
    package var patience: Seconds
    /// How alike two submissions have to be for the later one to be refused; without it `normalised`.
    package var copies: CopyRule?

    /// Makes limits.
    ///
    /// - Parameters:
    ///   - code: The largest submission.
    ///   - fetchTime: How long fetching may take in all.
    ///   - patience: How long a failed fetch is tried again.
    package init(code: ByteCount, fetchTime: Seconds, patience: Seconds = Seconds(900)) {
        self.code = code
        self.fetchTime = fetchTime
        self.patience = patience
    }

    enum CodingKeys: String, CodingKey {
        case code = "code_bytes"
        case fetchTime = "fetch_seconds"
        case patience = "patience_seconds"
        case copies
    }
}
