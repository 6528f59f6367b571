import APIModels

extension Page {
    /// Cuts the part of a list that only ever grows at its beginning.
    ///
    /// A cursor counts the items from the oldest one on.
    ///
    /// - Parameters:
    ///   - items: The whole list, newest first.
    ///   - call: The call, with `limit` and `cursor`.
    /// - Throws: `SiteError` with `invalidCursor` or `invalidParameter`.
    init(growing items: [Item], for call: some Question) throws {
        let last = try call.numberedCursor ?? Int64(items.count) + 1
        let begin = max(0, items.count - Int(last) + 1)
        let rest = items.dropFirst(begin)
        let limit = try call.limit()
        self.init(
            items: Array(rest.prefix(limit)),
            nextCursor: rest.count > limit ? "\(items.count - begin - limit + 1)" : nil
        )
    }
}

/// The number in the name of a submission, such as 17 in `s-000017`.
struct SubmissionNumber {
    let value: Int64

    /// The form of such names, as a regular expression for clients.
    static let pattern = "^s-[0-9]{6,18}$"

    init?(_ name: some StringProtocol) {
        let digits = name.dropFirst(2)
        guard name.hasPrefix("s-"), (6...18).contains(digits.utf8.count),
            digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let value = Int64(digits)
        else { return nil }
        self.value = value
    }
}
