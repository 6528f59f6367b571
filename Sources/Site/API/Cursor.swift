import APIModels

extension Page {
    /// Cuts the part of a list that a call asks for.
    ///
    /// A cursor names the last item of the part before, so that items which come or go do not shift the list under a
    /// reader.
    ///
    /// - Parameters:
    ///   - items: The whole list.
    ///   - call: The call, with `limit` and `cursor`.
    ///   - name: What tells an item from all others.
    /// - Throws: `SiteError` with `invalidCursor` or `invalidParameter`.
    init(of items: [Item], for call: Call, name: (Item) -> String) throws {
        let limit = try call.limit()
        var start = 0
        if let cursor = call.word("cursor") {
            guard let last = items.firstIndex(where: { name($0) == cursor }) else {
                throw SiteError(.invalidCursor, "The cursor is none that this list has given.")
            }
            start = last + 1
        }
        let part = Array(items[start...].prefix(limit))
        let isLast = start + part.count >= items.count
        self.init(items: part, nextCursor: isLast ? nil : part.last.map(name))
    }
}
