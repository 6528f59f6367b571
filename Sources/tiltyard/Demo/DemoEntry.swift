import Foundation

/// One submission of the demo, and how it has to end.
struct DemoEntry: Sendable {
    /// What an evaluation has to lead to.
    enum Expectation: Sendable {
        case accepted
        /// Accepted, and champion in the end.
        case champion
        case rejected
    }

    /// The name of its file and of its hotkey.
    var name: String
    /// What it does, for people.
    var story: String
    var expectation: Expectation

    /// The submissions, in the order in which they are revealed.
    static let all = [
        DemoEntry(name: "baseline", story: "trains honestly, plainly", expectation: .accepted),
        DemoEntry(name: "faster", story: "trains honestly, and does it better", expectation: .champion),
        DemoEntry(
            name: "clock-patcher",
            story: "patches every clock, prints a forged result, trains like the baseline",
            expectation: .accepted
        ),
        DemoEntry(name: "step-skipper", story: "leaves out one step of the plan", expectation: .rejected),
        DemoEntry(
            name: "answer-seeker",
            story: "searches its process and files for the answer instead of training",
            expectation: .rejected
        ),
    ]

    /// The file beside this program.
    var file: String? {
        Bundle.module.url(forResource: name, withExtension: "py", subdirectory: "Submissions")?.path
    }

    /// Whether an outcome is what was expected.
    ///
    /// Where others used the machine during the runs, the times say little, and anybody who trained may be champion.
    func agrees(outcome: String?, isChampion: Bool, isMarked: Bool) -> Bool {
        switch expectation {
        case .accepted: outcome == "accepted" && (!isChampion || isMarked)
        case .champion: outcome == "accepted" && (isChampion || isMarked)
        case .rejected: outcome == "rejected"
        }
    }
}
