import Foundation

/// The plain submissions that competitors begin with, one for each contract: copies of `examples/<contract>/baseline.py`.
enum StarterFile {
    private static let folder = "Starters"

    /// The contracts that there is one for, in alphabetical order.
    static var contracts: [String] {
        let files = Bundle.module.urls(forResourcesWithExtension: "py", subdirectory: folder) ?? []
        return files.compactMap { $0.deletingPathExtension?.lastPathComponent }.sorted()
    }

    /// Returns the text for a contract.
    ///
    /// - Parameter contract: Its name.
    /// - Returns: The bytes of a Python file.
    /// - Throws: `CommandFailure` with `usage` when there is none for this contract.
    static func content(_ contract: String) throws -> Data {
        guard contracts.contains(contract),
            let file = Bundle.module.url(forResource: contract, withExtension: "py", subdirectory: folder),
            let content = try? Data(contentsOf: file)
        else {
            throw CommandFailure(
                .usage,
                "there is no starter for the contract '\(contract)', only for \(contracts.joined(separator: ", "))"
            )
        }
        return content
    }
}
