extension Bracket {
    /// Takes an event.
    ///
    /// Any event can be taken at any time; one that does not fit changes nothing but the clock.
    ///
    /// - Parameter event: The event.
    /// - Returns: Whether it changed something, or why not.
    @discardableResult
    package mutating func apply(_ event: TournamentEvent) -> TournamentResponse {
        wait(until: event.moment)
        switch event.kind {
        case .waited: return .ignored(.waited)
        case .entered(let hotkey): return enter(hotkey)
        case .left(let hotkey): return leave(hotkey)
        case .closed(let block): return close(drawingFrom: block)
        case .began(let seed): return begin(seed: seed)
        case .cancelled: return cancel()
        case .taskFailed(let task): return replace(task)
        case .reported(let task, let hotkey, let attempt, let report):
            return take(report, of: hotkey, attempt: attempt, in: task)
        }
    }

    /// Returns the state that events lead to.
    ///
    /// - Parameter events: All events, in their order.
    /// - Returns: The state after the last of them.
    package func replaying(_ events: some Sequence<TournamentEvent>) -> Bracket {
        var bracket = self
        for event in events { bracket.apply(event) }
        return bracket
    }

    /// Lets time pass, and ends what has its end in it.
    ///
    /// Time does not go back.
    private mutating func wait(until moment: Moment) {
        now = max(now, moment)
        if case .scheduled(let until) = phase, now >= until { phase = .registering(until: entriesUntil) }
        switch phase {
        case .registering(let until) where now >= until: phase = .cancelled(at: now)
        case .playing(let until) where now >= until: settle()
        case .scheduled, .registering, .playing, .completed, .cancelled: break
        }
    }

    private mutating func enter(_ hotkey: String) -> TournamentResponse {
        guard case .registering = phase else { return .ignored(.notRegistering) }
        guard seedBlock == nil else { return .ignored(.alreadyClosed) }
        guard hotkey != defending?.hotkey else { return .ignored(.isChampion) }
        guard numbers[hotkey] == nil else { return .ignored(.alreadyEntered) }
        numbers[hotkey] = Int32(competitors.count)
        competitors.append(hotkey)
        return .accepted
    }

    /// Fixes the field, so that whoever can foresee a draw can do nothing about it any more.
    private mutating func close(drawingFrom block: UInt64) -> TournamentResponse {
        guard case .registering = phase else { return .ignored(.notRegistering) }
        guard seedBlock == nil else { return .ignored(.alreadyClosed) }
        guard competitors.count >= rules.minimumField else { return .ignored(.tooFewEntrants) }
        seedBlock = block
        return .accepted
    }

    private mutating func cancel() -> TournamentResponse {
        switch phase {
        case .scheduled, .registering: phase = .cancelled(at: now)
        case .playing, .completed, .cancelled: return .ignored(.notRegistering)
        }
        return .accepted
    }

    private mutating func begin(seed: String) -> TournamentResponse {
        guard case .registering = phase else { return .ignored(.notRegistering) }
        guard competitors.count >= rules.minimumField else { return .ignored(.tooFewEntrants) }
        // The order of entering must not matter, or whoever enters last could choose among draws.
        competitors.sort()
        competitors += defending.map { [$0.hotkey] } ?? []
        for (number, hotkey) in competitors.enumerated() { numbers[hotkey] = Int32(number) }
        draw = Draw(seed: seed)
        let entrants = competitors.count - (defending == nil ? 0 : 1)
        openRound((0..<Int32(entrants)).map(\.self), isChampionIn: false)
        return .accepted
    }

    private mutating func leave(_ hotkey: String) -> TournamentResponse {
        switch phase {
        case .registering:
            guard seedBlock == nil else { return .ignored(.alreadyClosed) }
            guard numbers.removeValue(forKey: hotkey) != nil else { return .ignored(.unknownHotkey) }
            competitors.removeAll { $0 == hotkey }
            return .accepted
        case .playing:
            guard let number = numbers[hotkey], gone.insert(number).inserted else { return .ignored(.unknownHotkey) }
            forfeit(number)
            return .accepted
        case .scheduled, .completed, .cancelled:
            return .ignored(.notPlaying)
        }
    }

    /// Gives up all that somebody has yet to do in the round.
    private mutating func forfeit(_ number: Int32) {
        let current = rounds.count - 1
        for index in rounds[current].indices(of: number) {
            if case .pending = rounds[current].results.reports[index] {
                rounds[current].enter(.failed(.competitor), at: index)
            }
        }
        settleWhenComplete()
    }

    private mutating func take(
        _ report: Report,
        of hotkey: String,
        attempt: Int,
        in task: TaskIdentifier
    ) -> TournamentResponse {
        if let reason = mismatch(task) { return .ignored(reason) }
        let current = rounds.count - 1
        let range = rounds[current].results.range(match: task.match - 1, task: task.number - 1)
        let seats = rounds[current].results.shape.range(of: task.match - 1)
        guard let number = numbers[hotkey],
            let seat = rounds[current].results.shape.seats[seats].firstIndex(of: number)
        else { return .ignored(.notInMatch) }
        let index = range.lowerBound + seat - seats.lowerBound
        guard case .pending = rounds[current].results.reports[index] else { return .ignored(.alreadyReported) }
        guard attempt == Int(rounds[current].failures[index]) else { return .ignored(.otherAttempt) }
        switch (quirks.contains(.finetuneVerdictLost) ? report.withoutVerdict : report).kept {
        case .pending: return .ignored(.nothingReported)
        case .failed(.task): return replace(task)
        case .failed(.infrastructure) where attempt < retries.infrastructure:
            rounds[current].failures[index] += 1
            return .accepted
        case let report:
            rounds[current].enter(report, at: index)
        }
        settleWhenComplete()
        return .accepted
    }

    /// Puts a fresh task in the place of one that cannot be done, or gives the place up.
    private mutating func replace(_ task: TaskIdentifier) -> TournamentResponse {
        if let reason = mismatch(task) { return .ignored(reason) }
        let current = rounds.count - 1
        let place = (task.match - 1) * rounds[current].results.tasksPerMatch + task.number - 1
        let seats = rounds[current].results.shape.range(of: task.match - 1)
        let isReplaced = Int(rounds[current].editions[place]) < retries.task
        for (index, seat) in zip(rounds[current].results.range(match: task.match - 1, task: task.number - 1), seats)
        where !gone.contains(rounds[current].results.shape.seats[seat]) {
            if isReplaced {
                rounds[current].forget(at: index)
            } else {
                rounds[current].enter(.failed(.task), at: index)
            }
        }
        // Also a place that is given up gets a new edition: nothing more is taken for it.
        rounds[current].editions[place] += 1
        settleWhenComplete()
        return .accepted
    }

    /// Why nothing can be taken for a task; nil: it can.
    private func mismatch(_ task: TaskIdentifier) -> TournamentResponse.Reason? {
        guard case .playing = phase, let round = rounds.last else { return .notPlaying }
        guard task.round == rounds.count else { return .otherRound }
        guard (1...round.results.shape.matches).contains(task.match),
            (1...round.results.tasksPerMatch).contains(task.number)
        else { return .unknownTask }
        let place = (task.match - 1) * round.results.tasksPerMatch + task.number - 1
        return task.edition == Int(round.editions[place]) ? nil : .replacedTask
    }
}
