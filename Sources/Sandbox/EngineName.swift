import Glibc

/// The engines that make sandboxes.
package enum EngineName: String, Sendable, Hashable, Codable, CaseIterable {
    case bubblewrap
    case podman
    /// Built to its documented interface; it has not been tried with a daemon.
    case docker

    /// Reads the operator's choice.
    ///
    /// - Parameters:
    ///   - option: What the command line says.
    ///   - environment: What the variable `TILTYARD_ISOLATION` says.
    /// - Returns: The engine; bubblewrap when neither says anything.
    /// - Throws: `SandboxError.Code.missingTool` for a word that is no engine's.
    package static func chosen(option: String?, environment: String?) throws -> EngineName {
        guard let word = option ?? environment, !word.isEmpty else { return .bubblewrap }
        guard let engine = EngineName(rawValue: word) else {
            let names = allCases.map(\.rawValue).joined(separator: ", ")
            throw SandboxError(.missingTool, "there is no engine \(word) for sandboxes; there are \(names)")
        }
        return engine
    }
}

/// What makes sandboxes, as the launcher holds it.
protocol SandboxEngine {
    /// The digest of the image that sandboxes are made from; nil where there is none.
    var image: String? { get }
    func start(_ specification: SandboxSpecification) throws -> any EngineSandbox
}

/// A running sandbox as the launcher holds it.
protocol EngineSandbox {
    var channel: Channel { get }
    var log: Descriptor { get }
    /// The files through which the host may freeze the sandbox; empty where there is no unified control group.
    var freezerDescriptors: [Descriptor] { get }
    /// The file in which the kernel counts its processor time, where it does.
    var meter: Descriptor? { get }
    /// The launcher's children for whose end the sandbox itself waits.
    var awaited: [pid_t] { get }
    /// The process at the top of its tree.
    var root: pid_t { get }
    /// Puts every process on other processors, where the machine can pin at all.
    func move(to processors: [Int]) throws
    /// Kills the tree, waits for its end and removes what it left.
    func end() -> SandboxUsage
}

extension EngineSandbox {
    /// Stops every process by signal, for machines without a freezer.
    ///
    /// A process born meanwhile may escape the first round, so rounds go on until one finds nobody new.
    func signalTree(_ number: Int32) {
        var stopped: Set<pid_t> = []
        while true {
            let fresh = ProcessTree.descendants(of: root).subtracting(stopped)
            guard !fresh.isEmpty else { return }
            for process in fresh { kill(process, number) }
            stopped.formUnion(fresh)
        }
    }
}
