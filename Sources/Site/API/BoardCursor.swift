import Arena
import Records
import Rules

/// The cursor of a board: where a part ended, as text that says nothing but that.
enum BoardCursor {
    /// The form of such texts, as a regular expression for clients.
    ///
    /// Rank and band, the leading score and the score by their bits, and the reveal.
    static let pattern = "^[0-9]{1,9}-[0-9]{1,9}-[0-7][0-9a-f]{15}-[0-7][0-9a-f]{15}-[0-9]{1,18}-[0-9]{1,9}$"

    static func text(_ position: BoardPart.Position) -> String {
        let reveal = position.place.reveal
        return [
            "\(position.rank)", "\(position.band)", bits(position.leadingScore), bits(position.place.score),
            "\(reveal.block)", "\(reveal.index)",
        ].joined(separator: "-")
    }

    /// Reads a cursor.
    ///
    /// - Throws: `SiteError.Code.invalidCursor`.
    static func position(_ text: String) throws -> BoardPart.Position {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard text.utf8.count <= 90, parts.count == 6, let rank = Int(parts[0]), let band = Int(parts[1]),
            let leadingScore = number(parts[2]), let score = number(parts[3]), let block = UInt64(parts[4]),
            let index = Int(parts[5]), max(rank, band, index) < 1_000_000_000, block < 1_000_000_000_000_000_000
        else { throw SiteError(.invalidCursor, "The cursor is none that this list has given.") }
        return BoardPart.Position(
            rank: rank,
            band: band,
            leadingScore: leadingScore,
            place: .init(score: score, reveal: RevealPosition(block: block, index: index))
        )
    }

    /// The bits of a score, of which none is below 0, as 16 digits.
    private static func bits(_ score: Double) -> String {
        let digits = String(max(score, 0).bitPattern, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    private static func number(_ text: String) -> Double? {
        guard text.utf8.count == 16, let bits = UInt64(text, radix: 16), bits >> 63 == 0 else { return nil }
        let score = Double(bitPattern: bits)
        return score.isFinite ? score : .greatestFiniteMagnitude
    }
}
