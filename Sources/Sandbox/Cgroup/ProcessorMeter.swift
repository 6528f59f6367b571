/// How much processor time a sandbox has used so far, read through a file that the launcher opened.
package struct ProcessorMeter: Sendable {
    private let file: Descriptor

    init(file: Descriptor) {
        self.file = file
    }

    /// Nanoseconds of all its processes together, or `nil` when the kernel does not say.
    package var nanoseconds: UInt64? {
        let text = file.readFromStart()
        // The first control groups hold one number in nanoseconds, the unified ones a line in microseconds.
        if let whole = text.split(separator: "\n").first.flatMap({ UInt64($0) }) { return whole }
        for line in text.split(separator: "\n") where line.hasPrefix("usage_usec ") {
            return UInt64(line.dropFirst("usage_usec ".count)).map { $0 * 1000 }
        }
        return nil
    }
}
