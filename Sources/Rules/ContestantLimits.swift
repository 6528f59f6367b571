/// What the sandbox of a submission may use.
package struct ContestantLimits: Sendable, Hashable, Codable {
    /// The number of processor cores, enforced by affinity.
    package var cores: Int
    /// The memory that all its processes may hold together.
    package var memory: ByteCount
    /// The number of processes and threads.
    package var processes: Int
    /// The size of one file.
    package var file: ByteCount
    /// The size of its temporary folder.
    package var temporary: ByteCount
    /// How much of its output is kept; the rest is dropped.
    package var log: ByteCount
    /// How long it may take from start to READY.
    package var loadTime: Seconds
    /// How long one timed run may take from GO to DONE.
    package var runTime: Seconds

    enum CodingKeys: String, CodingKey {
        case cores, processes
        case memory = "memory_bytes"
        case file = "file_bytes"
        case temporary = "temporary_bytes"
        case log = "log_bytes"
        case loadTime = "load_seconds"
        case runTime = "run_seconds"
    }
}
