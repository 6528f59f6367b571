import Sandbox

/// One thing that every sandbox promises, and how it is put to the test.
package struct Promise: Sendable, CustomStringConvertible {
    /// What a promise is about.
    package enum Area: String, Sendable, CaseIterable {
        case files = "Files"
        case kernel = "Kernel"
        case identity = "Identity"
        case knowledge = "Knowledge of the host"
        case network = "Network"
        case processes = "Processes"
        case limits = "Limits"
        case tenants = "Consecutive tenants"
    }

    /// What a promise takes for granted; a machine without it cannot keep the promise and has to say so.
    package enum Need: String, Sendable {
        case memoryLimit = "no_memory_limit"
        case processLimit = "no_process_limit"
        case processorSet = "no_processor_set"
        case freezer = "no_freezer"
        case ownUser = "shared_user"
    }

    /// What it is about.
    package var area: Area
    /// The promise as the rest of a sentence that begins with "a sandbox".
    package var name: String
    /// What was tried against it, in words.
    package var tried: String
    /// What the machine has to offer.
    package var needs: [Need]
    private let check: @Sendable (Trial) throws -> Finding

    package var description: String { name }

    init(
        _ area: Area,
        _ name: String,
        tried: String,
        needs: [Need] = [],
        check: @escaping @Sendable (Trial) throws -> Finding
    ) {
        self.area = area
        self.name = name
        self.tried = tried
        self.needs = needs
        self.check = check
    }

    /// Puts the promise to the test.
    ///
    /// - Parameter trial: The engine and its launcher.
    /// - Returns: What was seen. A machine that says it cannot keep the promise is not tried; an error is a broken one.
    package func judge(_ trial: Trial) -> Finding {
        let missing = needs.map(\.rawValue).filter { code in
            trial.isolation.degradations.contains { $0.code == code }
        }
        guard missing.isEmpty else {
            return Finding(.degraded, "the engine says so: \(missing.joined(separator: ", "))")
        }
        do {
            return try check(trial)
        } catch {
            return Finding(.broken, "could not be tried: \(error)")
        }
    }
}

/// What was seen when a promise was put to the test.
package struct Finding: Sendable, Hashable, Codable {
    package enum State: String, Sendable, Codable {
        /// The wall held.
        case kept
        /// It did not.
        case broken
        /// This machine cannot, and the engine says so.
        case degraded
        /// Nobody promises this; the cell shows what can be seen.
        case open
    }

    package var state: State
    /// What each attempt ended with.
    package var detail: String

    init(_ state: State, _ detail: String) {
        self.state = state
        self.detail = detail
    }

    /// A promise that held if `isKept`.
    static func when(_ isKept: Bool, _ detail: String) -> Finding { Finding(isKept ? .kept : .broken, detail) }
}
