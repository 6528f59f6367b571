/// What the processes of one sandbox may use together.
package struct Limits: Sendable, Hashable, Codable {
    /// The processor numbers that it may run on; empty means any.
    package var processors: [Int]
    /// Memory of the whole tree in bytes, temporary files and memory files included.
    package var memoryBytes: Int
    /// Processes and threads together.
    package var processes: Int
    /// The largest single file in bytes.
    ///
    /// `torch.compile` needs at least 200 MB.
    package var fileBytes: Int
    /// The size of each private temporary file system in bytes.
    package var temporaryBytes: Int
    /// Processor seconds of one process, a last resort behind the wall clock.
    package var processorSeconds: Int

    package init(
        processors: [Int],
        memoryBytes: Int,
        processes: Int,
        fileBytes: Int,
        temporaryBytes: Int,
        processorSeconds: Int
    ) {
        self.processors = processors
        self.memoryBytes = memoryBytes
        self.processes = processes
        self.fileBytes = fileBytes
        self.temporaryBytes = temporaryBytes
        self.processorSeconds = processorSeconds
    }
}
