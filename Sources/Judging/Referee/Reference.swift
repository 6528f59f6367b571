import Rules
import Sandbox

/// The reference training of one run: trained now, or taken from those that are kept.
struct Reference {
    private let cache: ReferenceCache?
    private let key: String
    private let size: Int
    private let found: ReferenceCache.Entry?

    /// Looks whether this reference was trained before.
    init(of seed: String, steps: Int, for judge: Judge, sizes: RefereeDescription) throws {
        cache = judge.references
        size = sizes.outputBytes
        key = try ReferenceCache.key(
            workload: judge.preset.workload,
            steps: steps,
            seed: seed,
            versions: [sizes.harness, sizes.device ?? "", Machine.processor] + sizes.versions
        )
        found = judge.references?.find(key, size: sizes.outputBytes)
    }

    /// Orders the training, unless there is nothing to train.
    func begin(_ referee: Referee) throws {
        if found == nil { try referee.beginReference() }
    }

    /// Waits until the referee knows the reference.
    func finish(_ referee: Referee) throws {
        if let found { return try referee.recall(found) }
        _ = try referee.finishReference()
    }

    /// Keeps a reference that was trained now, if that is possible: the run has been verified without it.
    func keep(_ referee: Referee) {
        guard found == nil, let cache, let content = try? MemoryFile(named: "reference", size: size),
            let report = try? referee.export(to: content)
        else { return }
        cache.keep(ReferenceCache.Entry(report: report, content: content), as: key)
    }
}
