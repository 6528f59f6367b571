import Foundation

extension Preset {
    /// The names of all presets that ship, in alphabetical order.
    package static var allNames: [String] {
        let files = Bundle.module.urls(forResourcesWithExtension: "json", subdirectory: folder) ?? []
        return files.compactMap { $0.deletingPathExtension?.lastPathComponent }.sorted()
    }

    /// Reads a preset that ships, or one from a file.
    ///
    /// - Parameter name: The name, such as `demo`, or the path of a file that ends in `.json`.
    /// - Returns: The preset, read as strictly as any other.
    /// - Throws: `PresetError.unknownName` when none has this name, or what `read(_:)` throws.
    package static func named(_ name: String) throws(PresetError) -> Preset {
        if name.hasSuffix(".json") { return try read(name) }
        guard let file = shipped(name) else { throw .unknownName(name) }
        return try read(file.path)
    }

    /// The file of a preset that ships.
    static func shipped(_ name: String) -> URL? {
        guard allNames.contains(name) else { return nil }
        return Bundle.module.url(forResource: name, withExtension: "json", subdirectory: folder)
    }

    private static var folder: String { "Presets" }
}
