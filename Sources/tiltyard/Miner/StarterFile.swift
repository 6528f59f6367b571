import Foundation
import Rules

/// The plain submissions that competitors begin with, one for each form of contract; `examples` shows the same files.
enum StarterFile {
    /// Returns the text for a contract.
    ///
    /// - Parameter contract: The contract.
    /// - Returns: The bytes of a Python file.
    /// - Throws: `CommandFailure` when the file is not beside the program.
    static func content(_ contract: Contract) throws -> Data {
        let name = name(contract)
        guard let file = Bundle.module.url(forResource: name, withExtension: "py", subdirectory: "Starters"),
            let content = try? Data(contentsOf: file)
        else { throw CommandFailure(.failed, "the starter \(name).py is not beside the program") }
        return content
    }

    private static func name(_ contract: Contract) -> String {
        switch contract {
        case .tournamentV0: "tournament"
        case .crusadeTPS, .crusadeMFU: "crusade"
        }
    }
}
