/// A movement up or down.
enum Motion: Sendable, Hashable {
    case by(Int)
    case first
    case last

    /// The movement that a key stands for, if it does.
    ///
    /// - Parameters:
    ///   - key: The key.
    ///   - page: How far half a screen is.
    init?(_ key: Key, page: Int) {
        switch key {
        case .text("j"), .down: self = .by(1)
        case .text("k"), .up: self = .by(-1)
        case .text("g"), .home: self = .first
        case .text("G"), .end: self = .last
        case .control("d"), .control("f"), .pageDown, .text(" "): self = .by(page)
        case .control("u"), .control("b"), .pageUp: self = .by(-page)
        default: return nil
        }
    }

    /// Returns where one comes to, within the first and the last of so many.
    func moved(from position: Int, count: Int) -> Int {
        switch self {
        case .by(let step): max(0, min(position + step, count - 1))
        case .first: 0
        case .last: max(0, count - 1)
        }
    }
}
