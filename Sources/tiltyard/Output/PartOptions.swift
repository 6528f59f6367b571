import ArgumentParser

/// How many rows of something long a command shows.
struct PartOptions: ParsableArguments {
    @Option(help: "Show so many at most, the newest or the best.")
    var limit = 100

    func validate() throws {
        guard (1...1_000_000).contains(limit) else { throw ValidationError("--limit is a number from 1 to 1000000") }
    }

    /// Says that there are more than were shown, and how to see others.
    func noteMore(_ what: String, _ more: String = "") {
        Terminal.note("there are more \(what) than these \(limit): --limit shows others\(more)")
    }
}
