/// Code with numbers, as much of it as is seen.
struct CodeLines {
    let look: Look
    let listing: CodeListing
    /// The first column that is seen.
    let left: Int
    /// The row that was found last.
    let found: Int?

    private static let tabStops = 4

    func lines(from top: Int, rows: Int, columns: Int) -> [Line] {
        let digits = max(3, String(listing.lines).count)
        let room = columns - digits - 2
        return listing.rows.enumerated().dropFirst(top).prefix(rows).map { index, row in
            switch row {
            case .code(let number, let text):
                let name = look.cell("\(number)", digits, index == found ? .chosen : .dim, isRight: true)
                return name + .blank(2) + cropped(text, room)
            case .finding(let sentence):
                return .blank(digits) + look.line("  ^ ", .bad) + look.fitted(look.line(sentence, .bad), room - 2)
            }
        }
    }

    /// The seen part of a line of code.
    ///
    /// It is alone in its row, so letters that are written from right to left may stay.
    private func cropped(_ text: String, _ room: Int) -> Line {
        let reading = SafeText.Reading(
            charset: look.charset,
            keepsRightToLeft: true,
            tabStops: Self.tabStops,
            limit: left + room + 1
        )
        let whole = Line(
            SafeText(text, reading),
            text.trimmingPrefix { $0 == " " || $0 == "\t" }.hasPrefix("#") ? .dim : .plain
        )
        let part = whole.cropped(from: left, columns: room)
        guard whole.columns > left + room, room > 1 else { return part }
        return part.cropped(columns: room - 1) + look.line(look.pointer, .dim).cropped(columns: 1)
    }
}
