/// What the dashboard hears.
enum Input: Sendable {
    case key(Key)
    case size(Size)
    /// The time, in milliseconds since 1970.
    case time(Double)
    case report(Report)
}

/// What the server said, or that it says nothing.
enum Report: Sendable {
    case snapshot(Snapshot)
    /// One sentence about why nothing came, and when it is tried again, in milliseconds since 1970.
    case lost(sentence: String, again: Double)
    case event(EventReply)
    case submission(String, Loaded<Verdict>)
    case code(String, Loaded<CodeText>)
}

/// A submission with its life.
struct Verdict: Sendable, Hashable {
    var view: SubmissionReply
    var life: LifeReply
}

/// Something that was asked for.
enum Loaded<Value: Sendable>: Sendable {
    case waiting
    case here(Value)
    /// One sentence about why it is not here.
    case failed(String)

    var value: Value? {
        guard case .here(let value) = self else { return nil }
        return value
    }
}

/// What the dashboard asks for.
enum Question: Sendable, Hashable {
    case everything
    case submission(String)
    case code(String)
}

/// How it stands with the server.
enum Link: Sendable, Hashable {
    case connecting
    case live
    case lost(sentence: String, again: Double)
}
