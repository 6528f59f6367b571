package import Judging
import Rules

/// How one submission of the corpus ended, held against what its header says.
package struct RedteamRow: Sendable, Codable, Hashable {
    /// What the end means.
    package enum Outcome: String, Sendable, Codable {
        /// An honest submission was accepted, or an attack that is none on this machine.
        case accepted
        /// An attack took place and changed nothing.
        case neutralised
        /// A shortcut that saves nothing was accepted, and was not faster than honest training.
        case tolerated
        /// An attack was found out, by one of the codes that were expected.
        case rejected
        /// An attack was found out by another code than was expected.
        case rejectedOtherwise = "rejected_otherwise"
        /// An attack was accepted that had to be rejected, or that was faster than its twin.
        case cheatAccepted = "cheat_accepted"
        /// An honest submission was rejected, or an attack that is none on this machine.
        case honestRejected = "honest_rejected"
        /// The attack never happened, so that nothing is known about it.
        case didNotTakePlace = "did_not_take_place"
        /// The machine failed, so that nothing is known.
        case unknown

        /// Whether this is what the corpus asks for.
        package var isGood: Bool { [.accepted, .neutralised, .tolerated, .rejected].contains(self) }
    }

    package var path: String
    /// The SHA-256 of the file, header included, and of the rules that it was judged by.
    package var codeHash: String
    package var rules: String
    package var kind: CorpusEntry.Kind
    package var group: String
    package var layer: String
    package var story: String
    package var outcome: Outcome
    package var code: String
    package var sentence: String
    /// What the attack's own check printed; missing when it printed nothing.
    package var evidence: String?
    package var tokensPerSecond: Double?
    /// The speed as a multiple of the honest twin's, for attacks that were accepted.
    package var twinRatio: Double?
    package var updateError: Double?
    /// The precision class that it was judged in.
    package var precision: String
    /// Whether the published limits of the system that this one replaces would accept the last output that was
    /// verified; missing when no output got that far.
    package var passesOlderLimits: Bool?
    /// What those limits look at.
    package var weightError: Double?

    enum CodingKeys: String, CodingKey {
        case path, kind, group, layer, story, outcome, code, sentence, evidence, precision, rules
        case codeHash = "code_hash"
        case passesOlderLimits = "passes_older_limits"
        case weightError = "weight_error"
        case tokensPerSecond = "tokens_per_second"
        case twinRatio = "twin_ratio"
        case updateError = "update_error"
    }

    /// Judges an evaluation's end by what the header says.
    ///
    /// - Parameters:
    ///   - entry: The submission's header.
    ///   - result: The end of its evaluation.
    ///   - rules: The hash of the rules of its precision class.
    ///   - log: What the contestants printed.
    ///   - twinRate: The twin's tokens per second, where there is one.
    ///   - tolerance: The multiple of the twin's speed up to which two speeds count as the same.
    package init(
        _ entry: CorpusEntry,
        _ result: EvaluationResult,
        rules: String,
        log: String,
        twinRate: Double?,
        tolerance: Double
    ) {
        path = entry.path
        codeHash = result.codeHash
        self.rules = rules
        kind = entry.kind
        group = entry.group
        layer = entry.layer
        story = entry.story
        code = result.verdict.code.rawValue
        sentence = result.verdict.sentence
        evidence = Self.evidence(in: log)
        tokensPerSecond = result.score?.tokensPerSecond
        precision = entry.precision
        let statistics = result.runs.last?.statistics
        updateError = statistics?.updateError
        weightError = statistics?.weightError
        passesOlderLimits = statistics.map(OlderLimits.accept)
        twinRatio = twinRate.flatMap { twin in result.score.map { $0.tokensPerSecond / twin } }
        outcome = .unknown
        outcome = Self.outcome(
            entry,
            result.verdict,
            isHarmless: isHarmless,
            // What is no text, or no Python, never runs and has nothing to print.
            tookPlace: evidence?.hasPrefix("TOOK PLACE") ?? [.syntaxError, .notText].contains(result.verdict.code),
            isFaster: (twinRatio ?? 0) > tolerance
        )
    }

    /// Whether the attack found that on this machine it takes no shortcut, so that it trains honestly.
    package var isHarmless: Bool { kind == .attack && evidence?.hasPrefix("NO SHORTCUT") == true }

    private static func outcome(
        _ entry: CorpusEntry,
        _ verdict: Verdict,
        isHarmless: Bool,
        tookPlace: Bool,
        isFaster: Bool
    ) -> Outcome {
        guard [.nobody, .competitor].contains(verdict.responsibility) else { return .unknown }
        if isHarmless { return verdict.isAccepted ? .accepted : .honestRejected }
        switch entry.expectation {
        case .accepted: return verdict.isAccepted ? .accepted : .honestRejected
        case .neutralised:
            guard verdict.isAccepted else { return .rejectedOtherwise }
            return isFaster ? .cheatAccepted : tookPlace ? .neutralised : .didNotTakePlace
        case .tolerated:
            guard tookPlace else { return .didNotTakePlace }
            return !verdict.isAccepted ? .rejected : isFaster ? .cheatAccepted : .tolerated
        case .rejected(let codes):
            guard !verdict.isAccepted else { return .cheatAccepted }
            guard tookPlace else { return .didNotTakePlace }
            return codes.contains(verdict.code) ? .rejected : .rejectedOtherwise
        }
    }

    /// The first line in which the attack says whether it took place.
    private static func evidence(in log: String) -> String? {
        let lines = log.split(separator: "\n")
        return ["TOOK PLACE", "DID NOT TAKE PLACE", "NO SHORTCUT"].lazy
            .compactMap { words in lines.first { $0.hasPrefix(words) } }.first.map { String($0.prefix(200)) }
    }
}
