import Judging

/// Tells people what happens in a demo.
struct DemoVoice: Sendable {
    /// Whether the standard output belongs to something else.
    let isQuiet: Bool
    /// Whether the standard error does, too.
    let isSilent: Bool

    func say(_ text: String) {
        guard !isSilent else { return }
        if isQuiet { Terminal.note(text) } else { Terminal.line(text) }
    }

    /// Tells what the judge reports while it works.
    func tell(_ progress: Judge.Progress, of submission: String) {
        guard let line = BenchReport.line(for: progress) else { return }
        say(Terminal.styled("judging   \(submission)      \(line)", .dim))
    }
}
