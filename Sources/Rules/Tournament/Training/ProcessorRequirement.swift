extension TrainingRule {
    /// Returns what a task is trained on, such as `4xH100`.
    ///
    /// - Parameters:
    ///   - kind: What is trained.
    ///   - billions: The model's parameters in billions; nil: not known.
    ///   - holdsToBase: Whether the loss has a term that holds the model to its base.
    /// - Returns: The number and the kind of processor.
    package func processors(for kind: TaskKind, billions: Double?, holdsToBase: Bool = false) -> String {
        guard kind != .image else { return processors.image }
        return "\(processorCount(for: kind, billions: billions, holdsToBase: holdsToBase))x\(processors.device)"
    }

    /// How many processors a task of text or environment gets.
    func processorCount(for kind: TaskKind, billions: Double?, holdsToBase: Bool = false) -> Int {
        if kind == .environment { return processors.environment }
        guard let billions, !billions.isNaN else { return 1 }
        let factor = kind == .dpo ? processors.dpo : kind == .grpo ? processors.grpo : 1
        let size = billions * factor * (holdsToBase ? processors.kl : 1)
        return 1 << sizeClass(of: size)
    }

    /// The place of a size among the limits, from 0 to 3.
    private func sizeClass(of billions: Double) -> Int {
        processors.limits.firstIndex { billions <= $0 } ?? processors.limits.count
    }

    /// Returns how many hours a task may be trained.
    ///
    /// - Parameters:
    ///   - kind: What is trained; for image tasks, `imageHours` is asked instead.
    ///   - billions: The model's parameters in billions.
    ///   - tokens: The tokens of the data set.
    ///   - measured: Tokens a second of one processor, where they were measured; believed within bounds of what is
    ///     computed.
    /// - Returns: Hours, within the bounds of the rule.
    package func hours(for kind: TaskKind, billions: Double, tokens: Double, measured: Double? = nil) -> Double {
        switch kind {
        case .environment: return hours.environment
        case .grpo: return hours.grpo[sizeClass(of: billions)]
        case .image: return hours.imageMost
        case .instruct, .chat, .continuousSFT, .dpo: break
        }
        let computed = hours.flops * hours.use / (6 * billions * 1e9)
        let bounds = (computed * hours.measuredLeast, computed * hours.measuredMost)
        let speed = measured.map { min(max($0, bounds.0), bounds.1) } ?? computed
        let work = hours.epochs * tokens * (kind == .dpo ? hours.dpo : 1)
        let count = Double(processorCount(for: kind, billions: billions))
        let needed = work / (speed * count) / 3600 + hours.overhead
        guard needed.isFinite else { return hours.most }
        let stepped = (needed / hours.step - 1e-9).rounded(.up) * hours.step
        return min(max(stepped, hours.least), hours.most)
    }

    /// Returns how many hours an image task may be trained: a multiple of the step between the bounds.
    ///
    /// - Parameters:
    ///   - share: Where between the bounds, from 0 to 1; from the task's draw.
    ///   - isLarge: Whether the model is one of those that get more, such as Qwen-Image.
    /// - Returns: Hours.
    package func imageHours(at share: Double, isLarge: Bool = false) -> Double {
        let steps = ((hours.imageMost - hours.imageLeast) / hours.step).rounded()
        let drawn = hours.imageLeast + min((share * (steps + 1)).rounded(.down), steps) * hours.step
        return drawn + (isLarge ? hours.imageLarge : 0)
    }

    /// Returns how many tokens a data set is taken to have.
    ///
    /// - Parameters:
    ///   - rows: Its rows.
    ///   - counted: Its tokens, once they were counted; nil: not yet.
    /// - Returns: Tokens.
    package func tokens(rows: Int, counted: Double? = nil) -> Double {
        guard let counted else { return Double(rows) * hours.tokensPerRow }
        return max(counted, Double(rows) * hours.leastTokensPerRow)
    }
}
