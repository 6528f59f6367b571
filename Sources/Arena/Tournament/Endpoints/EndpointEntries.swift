package import Chain
import FoundationEssentials
import Intake
package import Logging
package import Records
package import Rules

/// Entries from competitors' endpoints: every hotkey that says where it answers is asked what it enters.
///
/// - Questions are signed by the validator's hotkey; see `EndpointQuestion`.
/// - One endpoint that hangs, lies or talks for ever costs its own entry, and nobody else's time beyond the limits.
/// - What is answered is stored. An answer that is fresh enough is not asked for again, also after a restart; whoever was
///   heard and cannot be reached the next time is taken to have said the same.
/// - A bad answer has a verdict with a name, and costs nothing.
package struct EndpointEntries: EntrySource {
    private let chain: any Chain
    private let records: Records
    private let validator: HotkeyPair
    private let axons: [String: AxonAddress]
    private let blockTime: Seconds?
    private let limits: EndpointLimits
    private let inspector: any RepositoryInspector
    private let logger: Logger

    /// Makes a source of entries.
    ///
    /// - Parameters:
    ///   - chain: Where hotkeys are registered, and may say where they answer.
    ///   - records: Where answers are stored.
    ///   - validator: The key that signs questions.
    ///   - axons: Where hotkeys answer, by their text; it goes before what the chain says.
    ///   - blockTime: How long a block of the chain takes, to tell when a hotkey came onto it; nil where time is not the
    ///     chain's, as in rehearsals: then everybody has been there for ever.
    ///   - limits: What asking may cost.
    ///   - inspector: Looks into the repositories.
    ///   - logger: Where it says what could not be looked into.
    package init(
        chain: any Chain,
        records: Records,
        validator: HotkeyPair,
        axons: [String: AxonAddress] = [:],
        blockTime: Seconds?,
        limits: EndpointLimits = EndpointLimits(),
        inspector: any RepositoryInspector,
        logger: Logger
    ) {
        self.chain = chain
        self.records = records
        self.validator = validator
        self.axons = axons
        self.blockTime = blockTime
        self.limits = limits
        self.inspector = inspector
        self.logger = logger
    }

    /// Asks everybody whose answer is not fresh, and returns all answers by uid.
    ///
    /// - Parameters:
    ///   - plan: The tournament, which is stored already.
    ///   - now: The moment.
    /// - Returns: The entries, those without a usable answer among them.
    /// - Throws: What the chain or the records throw.
    package func registrants(for plan: TournamentPlan, at now: Moment) async throws -> [Registrant] {
        let metagraph = try await chain.metagraph()
        let known = try await records.endpointAnswers(for: plan.id)
        let asked = metagraph.neurons.compactMap { neuron -> Asked? in
            guard neuron.hotkey != validator.hotkey, neuron.uid != metagraph.burnUID,
                neuron.hotkey.text != plan.champion?.hotkey,
                let axon = axons[neuron.hotkey.text] ?? neuron.axon
            else { return nil }
            let earlier = known[neuron.hotkey.text]
            let blocks = Double(metagraph.block - min(metagraph.block, neuron.registeredAt))
            let registered = blockTime.map { now.before(Seconds(blocks * $0.value)) } ?? Moment(0)
            let known = earlier?.registrant.registered ?? registered
            return Asked(neuron: neuron, axon: axon, earlier: earlier, registered: known)
        }
        let stale = asked.filter { !$0.isFresh(at: now, within: limits.freshness) }
        let answers = try await answers(of: stale, plan.type)
        try await records.record(Array(answers.values), answeredFor: plan.id, at: now)
        return asked.compactMap { answers[$0.hotkey] ?? $0.earlier?.registrant }
    }

    /// Somebody who may be asked.
    private struct Asked: Sendable {
        let neuron: Metagraph.Neuron
        let axon: AxonAddress
        let earlier: EndpointAnswer?
        let registered: Moment

        var hotkey: String { neuron.hotkey.text }

        func isFresh(at now: Moment, within freshness: Seconds) -> Bool {
            guard let earlier, earlier.registrant.address == axon.host else { return false }
            return Double(now.seconds - earlier.confirmed.seconds) < freshness.value && now >= earlier.confirmed
        }

        /// An entry without anything in it.
        func registrant(fault: RegistrationVerdict?) -> Registrant {
            Registrant(
                hotkey: hotkey,
                coldkey: neuron.coldkey ?? "",
                address: axon.host,
                repository: "",
                commit: "",
                isLicensed: nil,
                isLicensedByDefault: nil,
                isReadable: nil,
                registered: registered,
                fault: fault
            )
        }
    }

    /// Asks some, so many side by side as the limits say; those of whom nothing new is known are left out.
    private func answers(of asked: [Asked], _ type: TournamentType) async throws -> [String: Registrant] {
        try await withThrowingTaskGroup(of: Registrant?.self) { group in
            var answers: [String: Registrant] = [:]
            var rest = asked[...]
            for one in rest.prefix(max(1, limits.concurrency)) { group.addTask { try await answer(of: one, type) } }
            rest = rest.dropFirst(max(1, limits.concurrency))
            while let answer = try await group.next() {
                if let answer { answers[answer.hotkey] = answer }
                if let one = rest.popFirst() { group.addTask { try await self.answer(of: one, type) } }
            }
            return answers
        }
    }

    /// What one endpoint answers; nil when nothing new is known of it.
    private func answer(of asked: Asked, _ type: TournamentType) async throws -> Registrant? {
        let reader = EndpointReader(
            answer: limits.answer,
            time: limits.time,
            allowPrivateAddresses: limits.allowsPrivateAddresses
        )
        let question = EndpointQuestion(by: validator.hotkey, to: asked.neuron.hotkey, at: Self.nanoseconds)
        let data: Data
        do {
            data = try await reader.get(
                "/training_repo/\(type.rawValue)",
                from: asked.axon.host,
                port: asked.axon.port,
                fields: try question.fields(signedBy: validator)
            )
        } catch let failure as EndpointReader.Failure {
            let isKnown = asked.earlier.map { $0.registrant.fault == nil } ?? false
            if failure == .silence, isKnown { return nil }
            return asked.registrant(fault: Self.verdict(failure))
        }
        guard let repository = TrainingRepository(data) else { return asked.registrant(fault: .strangeAnswer) }
        return try await look(into: repository, of: asked, type)
    }

    private func look(
        into repository: TrainingRepository,
        of asked: Asked,
        _ type: TournamentType
    ) async throws -> Registrant? {
        var registrant = asked.registrant(fault: nil)
        registrant.repository = repository.repository
        registrant.commit = repository.commit
        registrant.requestedDatasets = repository.requestedDatasets
        do {
            let findings = try await inspector.findings(of: repository, for: type)
            registrant.isPrivate = findings.isPrivate
            registrant.hasToken = findings.tokenOpens
            registrant.isLicensed = findings.isLicensed
            registrant.isLicensedByDefault = findings.isLicensedByDefault
            registrant.isReadable = findings.isReadable
        } catch let error as CancellationError {
            throw error
        } catch {
            // What was found out about the same commit before still holds.
            if let earlier = asked.earlier?.registrant, earlier.repository == registrant.repository,
                earlier.commit == registrant.commit
            {
                return nil
            }
            logger.warning(
                "a repository could not be looked into",
                metadata: ["hotkey": "\(asked.hotkey)", "error": "\(error)"]
            )
        }
        return registrant
    }

    private static func verdict(_ failure: EndpointReader.Failure) -> RegistrationVerdict {
        switch failure {
        case .address: .privateEndpoint
        case .silence: .noAnswer
        case .status(404): .declined
        case .status: .refusedQuestion
        case .answer: .strangeAnswer
        }
    }

    private static var nanoseconds: UInt64 { UInt64(max(0, Date().timeIntervalSince1970) * 1e9) }
}

extension Moment {
    /// The moment some time earlier, but not before 1970.
    fileprivate func before(_ span: Seconds) -> Moment {
        Moment(max(0, seconds - Int64(min(max(0, span.value), 1e12))))
    }
}
