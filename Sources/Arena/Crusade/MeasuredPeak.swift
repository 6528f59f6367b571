import FoundationEssentials
import Judging

/// The machine's matmul peak in FLOP/s: measured by the first evaluation, then given to all that follow.
///
/// It is kept in a file, so that scores before and after a restart are shares of the same figure.
actor MeasuredPeak {
    private struct Contents: Codable {
        var processor: String
        var flops: Double
    }

    private let file: String
    private(set) var value: Double?

    /// Reads the figure, if there is one of this processor.
    init(file: String) {
        self.file = file
        let contents = (try? Data(contentsOf: URL(filePath: file)))
            .flatMap { try? JSONDecoder().decode(Contents.self, from: $0) }
        value = contents?.processor == Machine.processor ? contents?.flops : nil
    }

    /// Keeps the first figure.
    func remember(_ flops: Double?) {
        guard value == nil, let flops else { return }
        value = flops
        let contents = Contents(processor: Machine.processor, flops: flops)
        try? JSONEncoder().encode(contents).write(to: URL(filePath: file), options: .atomic)
    }
}

/// How often in a row the machine failed.
actor MachineFailures {
    private var inARow = 0

    /// Counts one end and answers how many failures there are in a row now.
    func count(_ isFailure: Bool) -> Int {
        inARow = isFailure ? inARow + 1 : 0
        return inARow
    }
}
