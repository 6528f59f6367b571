/// One thing that a sandbox tries and that has to be refused.
struct Attempt: Sendable {
    /// A few words for it.
    var label: String
    /// A Python expression that does it.
    var code: String

    init(_ label: String, _ code: String) {
        self.label = label
        self.code = code
    }

    /// A system call, by name, with arguments with which it would do no harm if it were let through.
    static func call(_ name: String, _ arguments: String = "") -> Attempt {
        Attempt(name, "call('\(name)'\(arguments.isEmpty ? "" : ", ")\(arguments))")
    }
}

extension Promise {
    /// A promise that everything of a list is refused.
    ///
    /// Refused is what ends with an error that a wall gives. An error about the arguments means that the call went through.
    ///
    /// - Parameters:
    ///   - area: What it is about.
    ///   - name: The promise.
    ///   - attempts: What is tried.
    /// - Returns: The promise.
    static func refuses(_ area: Area, _ name: String, _ attempts: [Attempt]) -> Promise {
        let script = attempts.map { "attempt('\($0.label)', lambda: \($0.code))" } + ["answer('\\n'.join(seen))"]
        return Promise(area, name, tried: attempts.map(\.label).joined(separator: ", ")) { trial in
            let answer = try trial.ask(script.joined(separator: "\n"))
            let lines = answer.split(separator: "\n")
            let isKept = lines.count == attempts.count && lines.allSatisfy { !$0.hasSuffix("!") }
            return .when(isKept, Self.summary(of: lines))
        }
    }

    /// A promise that one Python expression is refused, for trying the probes themselves.
    ///
    /// - Parameter code: The expression.
    /// - Returns: The promise.
    package static func refusing(_ code: String) -> Promise {
        refuses(.files, "is refused \(code)", [Attempt("it", code)])
    }

    /// A promise that a Python expression about what a sandbox sees is true.
    ///
    /// - Parameters:
    ///   - area: What it is about.
    ///   - name: The promise.
    ///   - tried: What is looked at, in words.
    ///   - shown: A Python expression for what the cell says.
    ///   - expression: A Python expression that is true when the promise is kept.
    /// - Returns: The promise.
    static func holds(
        _ area: Area,
        _ name: String,
        tried: String,
        shown: String,
        _ expression: String
    ) -> Promise {
        Promise(area, name, tried: tried) { trial in
            let answer = try trial.ask("answer(('kept' if (\(expression)) else 'broken') + ' ' + str(\(shown)))")
            return .when(answer.hasPrefix("kept "), String(answer.drop { $0 != " " }.dropFirst()))
        }
    }

    /// Attempts that ended alike, together: `EPERM: mount, umount2; EROFS: write /usr`.
    private static func summary(of lines: [Substring]) -> String {
        var labels: [String: [String]] = [:]
        for line in lines {
            let parts = line.split(separator: "=", maxSplits: 1)
            labels[String(parts.last ?? "?"), default: []].append(String(parts.first ?? "?"))
        }
        return labels.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.joined(separator: ", "))" }
            .joined(separator: "; ")
    }
}
