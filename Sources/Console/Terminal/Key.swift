/// A key of the keyboard, as far as a terminal tells it.
enum Key: Hashable, Sendable {
    case text(Unicode.Scalar)
    /// A letter with the control key.
    case control(Unicode.Scalar)
    case enter, escape, tab, backTab, backspace, delete
    case up, down, left, right
    case pageUp, pageDown, home, end
}
