/// A part of a list, and where the next part begins.
package struct Page<Item: Sendable & Codable & Hashable>: Sendable, Codable, Hashable {
    package var items: [Item]
    /// What `cursor` has to be for the next part; missing at the end of the list.
    package var nextCursor: String?

    enum CodingKeys: String, CodingKey {
        case items
        case nextCursor = "next_cursor"
    }

    /// Makes a part of a list.
    package init(items: [Item], nextCursor: String? = nil) {
        self.items = items
        self.nextCursor = nextCursor
    }
}
