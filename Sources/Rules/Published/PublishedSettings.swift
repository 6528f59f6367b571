package import FoundationEssentials

/// Settings of the reference system's `hparams.json`, applied to a preset.
package struct PublishedSettings: Sendable, Hashable {
    /// A key that changed the preset.
    package struct Applied: Sendable, Hashable, Codable {
        /// The published key.
        package let key: String
        /// The preset's key.
        package let target: String
        /// The value that it has now.
        package let value: JSONValue
    }

    /// A key without effect.
    package struct Unused: Sendable, Hashable, Codable {
        /// The published key.
        package let key: String
        /// Why it has none.
        package let reason: String
    }

    /// The preset with the settings in force.
    package let preset: Preset
    /// The keys that changed it.
    package let applied: [Applied]
    /// The keys that are known and have no effect here.
    package let unused: [Unused]
    /// The keys that no published version has.
    package let unknown: [String]

    /// Reads a file and applies it.
    ///
    /// A change of the training takes the preset's calibration away: its limits were measured for another one.
    ///
    /// - Parameters:
    ///   - data: The content of `hparams.json`.
    ///   - preset: The preset that it changes.
    /// - Throws: `PresetError` naming key and value of the first setting that cannot be taken.
    package init(_ data: Data, changing preset: Preset) throws(PresetError) {
        let document: JSONValue
        do {
            document = try JSONValue(parsing: data)
        } catch {
            throw .notJSON("it cannot be parsed")
        }
        guard case .object = document else { throw .notJSON("it is no object") }
        let known = Dictionary(uniqueKeysWithValues: PublishedKey.all.map { ($0.key, $0) })
        var applied: [Applied] = []
        var unused: [Unused] = []
        var unknown: [String] = []
        for (key, value) in document.leaves(stoppingAt: Set(known.keys)) {
            switch known[key]?.effect {
            case nil: unknown.append(key)
            case .unused(let reason): unused.append(Unused(key: key, reason: reason))
            case .set(let target, _) where target.hasPrefix("score.") && preset.metric != .mfu:
                unused.append(Unused(key: key, reason: "the contest ranks by tokens per second"))
            case .set(let target, let convert):
                guard let converted = convert(value, preset) else {
                    throw .wrongValue(key: key, value: value.canonicalText)
                }
                applied.append(Applied(key: key, target: target, value: converted))
            }
        }
        (self.applied, self.unused, self.unknown) = (applied, unused, unknown)
        self.preset = try Self.changed(preset, applied)
    }

    private static func changed(_ preset: Preset, _ settings: [Applied]) throws(PresetError) -> Preset {
        guard !settings.isEmpty else { return preset }
        var document: JSONValue
        do {
            document = try JSONValue(encoding: preset)
        } catch {
            throw .notJSON("the preset holds a number that is not finite")
        }
        for setting in settings { document = document.setting(setting.value, at: setting.target) }
        if settings.contains(where: { $0.target.hasPrefix("score.") }), document.value(at: "score.formula") == nil {
            document = document.setting(.string(ScoreRule.Formula.legacy.rawValue), at: "score.formula")
        }
        if settings.contains(where: { $0.target.hasPrefix("crown.decay") }) {
            document = document.setting(.string(CrownRule.Kind.adaptive.rawValue), at: "crown.rule")
        }
        var changed: Preset
        do {
            changed = try Preset.decode(Data(document.canonicalText.utf8))
        } catch .outOfRange(let key, let value, let rule) {
            let own = settings.first { $0.target == key }?.key
            throw .outOfRange(key: own ?? key, value: value, rule: rule)
        }
        if changed.workload != preset.workload || changed.steps != preset.steps {
            changed.verification.calibration = nil
        }
        return changed
    }
}

extension JSONValue {
    /// The values below objects, with their dotted paths in alphabetical order.
    fileprivate func leaves(stoppingAt known: Set<String>, _ path: String = "") -> [(key: String, value: JSONValue)] {
        guard case .object(let members) = self, !known.contains(path) else { return [(path, self)] }
        return members.sorted { $0.key < $1.key }.flatMap { key, value in
            value.leaves(stoppingAt: known, path.isEmpty ? key : "\(path).\(key)")
        }
    }
}
