/// A way to run hostile code behind walls.
///
/// Every engine keeps the same promises.
///
/// Calls block and are made from one thread that is not part of the cooperative pool.
package protocol Isolation: Sendable {
    /// The engine's name, as in `EngineName`.
    var name: String { get }
    /// The digest of the image that sandboxes are made from; `nil` for an engine that has none.
    var image: String? { get }
    /// What this machine cannot give, in sentences; empty when every promise is kept.
    var degradations: [Degradation] { get }
    /// Starts a sandbox. Descriptor 3 of its first process is the other end of the sandbox's channel.
    func start(_ specification: SandboxSpecification) throws -> any SandboxInstance
}

extension Isolation {
    package var image: String? { nil }

    /// Whether times measured here may appear on a ranked board.
    package var isRankable: Bool { degradations.allSatisfy { !$0.forbidsRanking } }
}

/// One running sandbox.
package protocol SandboxInstance: Sendable {
    /// The host's end of the socket.
    var channel: Channel { get }
    /// What its processes print, both streams together.
    var log: Descriptor { get }
    /// What counts its processor time; `nil` on a machine that cannot.
    var meter: ProcessorMeter? { get }
    /// Stops every process and returns once all stand still.
    ///
    /// - Throws: `SandboxError.Code.freeze` when they do not within `limit`.
    func freeze(within limit: Duration) throws
    /// Lets the processes go on after a freeze.
    func thaw() throws
    /// Puts every process on other processors.
    ///
    /// - Throws: `SandboxError`. A machine that cannot pin sandboxes does nothing, and says so in its degradations.
    func move(to processors: [Int]) throws
    /// Kills every process, waits until they are gone, removes what the sandbox left, and reports what it used.
    func end() throws -> SandboxUsage
}

/// A promise that this machine cannot keep.
package struct Degradation: Sendable, Hashable, Codable {
    /// A stable word, such as `no_memory_limit`.
    package var code: String
    /// One sentence for the operator.
    package var sentence: String
    /// Whether a time measured here may be ranked nevertheless.
    package var forbidsRanking: Bool

    package init(code: String, sentence: String, forbidsRanking: Bool) {
        self.code = code
        self.sentence = sentence
        self.forbidsRanking = forbidsRanking
    }
}

/// What a sandbox used, read from outside after its end.
///
/// `nil` where the machine cannot tell.
package struct SandboxUsage: Sendable, Hashable, Codable {
    /// The highest memory use of the tree in bytes.
    package var peakMemoryBytes: Int?
    /// How often the kernel killed a process of the tree for want of memory.
    package var memoryKills: Int?
    /// How often starting a process was refused.
    package var refusedProcesses: Int?
    /// Processor time of the tree in nanoseconds.
    package var processorNanoseconds: UInt64?
    /// Whether every process was seen to be gone.
    package var isEmpty: Bool

    package init(
        peakMemoryBytes: Int? = nil,
        memoryKills: Int? = nil,
        refusedProcesses: Int? = nil,
        processorNanoseconds: UInt64? = nil,
        isEmpty: Bool
    ) {
        self.peakMemoryBytes = peakMemoryBytes
        self.memoryKills = memoryKills
        self.refusedProcesses = refusedProcesses
        self.processorNanoseconds = processorNanoseconds
        self.isEmpty = isEmpty
    }
}
