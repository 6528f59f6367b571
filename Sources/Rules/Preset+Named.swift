import Foundation

extension Preset {
    /// The names of all presets that ship, in alphabetical order.
    package static var allNames: [String] {
        let files = Bundle.module.urls(forResourcesWithExtension: "json", subdirectory: folder) ?? []
        return files.compactMap { $0.deletingPathExtension?.lastPathComponent }.sorted()
    }

    /// Reads a preset that ships.
    ///
    /// - Parameter name: The name, such as `demo`.
    /// - Returns: The preset, read as strictly as any other.
    /// - Throws: `PresetError.unknownName` when none has this name, or what `decode(_:)` throws.
    package static func named(_ name: String) throws(PresetError) -> Preset {
        guard allNames.contains(name),
            let file = Bundle.module.url(forResource: name, withExtension: "json", subdirectory: folder)
        else { throw .unknownName(name) }
        let data: Data
        do {
            data = try Data(contentsOf: file)
        } catch {
            throw .unknownName(name)
        }
        return try decode(data)
    }

    private static var folder: String { "Presets" }
}
