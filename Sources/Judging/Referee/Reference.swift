import Rules
import Sandbox

/// The reference training of one run: trained now, or taken from those that are kept.
struct Reference {
    private let cache: ReferenceCache?
    private let key: String
    private let size: Int
    private let found: ReferenceCache.Entry?

    /// Looks whether this reference was trained before.
    init(of seed: String, steps: Int, on bench: Bench, sizes: RefereeDescription) throws {
        cache = bench.references
        size = sizes.outputBytes
        key = try ReferenceCache.key(
            workload: bench.preset.workload,
            steps: steps,
            seed: seed,
            versions: [sizes.harness, sizes.device ?? "", Machine.processor] + sizes.versions
        )
        let held = bench.heldReference
        found = held?.key == key ? held?.entry : bench.references?.find(key, size: sizes.outputBytes)
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
    ///
    /// - Parameters:
    ///   - referee: Who trained it.
    ///   - bench: Where the next run takes place.
    ///   - isHeld: Whether the next run may need it.
    func keep(_ referee: Referee, on bench: Bench, holding isHeld: Bool) {
        guard found == nil, cache != nil || isHeld, let content = try? MemoryFile(named: "reference", size: size),
            let report = try? referee.export(to: content)
        else { return }
        let entry = ReferenceCache.Entry(report: report, content: content)
        cache?.keep(entry, as: key)
        bench.heldReference = isHeld ? HeldReference(key: key, entry: entry) : nil
    }
}

/// A reference that the bench remembers for the other arm of a pair.
struct HeldReference {
    var key: String
    var entry: ReferenceCache.Entry
}
