/// Turns the difference between two screens into what a terminal has to be sent.
///
/// Only rows that changed are sent, all of them in one piece between the marks of a synchronised update, so that a terminal
/// that knows them shows the new screen at once and never half of it.
struct FrameWriter: Sendable {
    let hasColour: Bool

    private static let begin = "\u{1B}[?2026h"
    private static let end = "\u{1B}[0m\u{1B}[?2026l"

    /// Returns what makes a terminal that shows one screen show another.
    ///
    /// - Parameters:
    ///   - old: What it shows; nil when that is not known.
    ///   - new: What it is to show.
    /// - Returns: Text with control sequences; empty when there is nothing to do.
    func text(from old: Frame?, to new: Frame) -> String {
        let known = old?.size == new.size ? old : nil
        var text = known == nil ? "\u{1B}[0m\u{1B}[2J" : ""
        for (index, row) in new.rows.enumerated() where known == nil || known?.rows[index] != row {
            if known == nil, row.cells.allSatisfy({ $0 == .blank }) { continue }
            text += "\u{1B}[\(index + 1);1H" + self.text(of: row)
        }
        return text.isEmpty ? "" : Self.begin + text + Self.end
    }

    /// A whole row, from its first column on.
    private func text(of row: Line) -> String {
        var text = "", style: Style?
        let end = row.cells.lastIndex { $0 != .blank }.map { $0 + 1 } ?? 0
        for (column, cell) in row.cells[..<end].enumerated() where !cell.isRightHalf {
            if cell.style != style {
                style = cell.style
                text += cell.style.sequence(hasColour: hasColour)
            }
            text += self.text(of: cell, at: column)
        }
        guard end < row.columns else { return text }
        return text + (style == .plain ? "" : Style.plain.sequence(hasColour: hasColour)) + "\u{1B}[K"
    }

    /// A cell; after one that is not certain, the next column is named.
    private func text(of cell: Cell, at column: Int) -> String {
        guard !cell.isCertain else { return cell.text }
        let here = "\u{1B}[\(column + 1)G", next = "\u{1B}[\(column + (cell.isWide ? 3 : 2))G"
        return (cell.isWide ? "  " + here : "") + cell.text + next
    }
}
