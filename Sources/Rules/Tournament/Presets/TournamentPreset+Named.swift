package import Foundation

extension TournamentPreset {
    /// The names of all tournament presets that ship, in alphabetical order.
    package static var allNames: [String] {
        let files = Bundle.module.urls(forResourcesWithExtension: "json", subdirectory: folder) ?? []
        return files.compactMap { $0.deletingPathExtension?.lastPathComponent }.sorted()
    }

    /// Reads a preset that ships, or one from a file.
    ///
    /// - Parameter name: The name, such as `god-2026`, or the path of a file that ends in `.json`.
    /// - Returns: A preset whose numbers all make sense.
    /// - Throws: `PresetError`.
    package static func named(_ name: String) throws(PresetError) -> TournamentPreset {
        let isFile = name.hasSuffix(".json")
        guard isFile || allNames.contains(name) else { throw .unknownName(name) }
        let shipped = Bundle.module.url(forResource: name, withExtension: "json", subdirectory: folder)
        guard let file = isFile ? URL(fileURLWithPath: name) : shipped, let data = try? Data(contentsOf: file) else {
            throw .unreadable(name)
        }
        return try decode(data)
    }

    /// Reads a preset strictly.
    ///
    /// - Parameter data: UTF-8 text of one JSON object.
    /// - Returns: A preset whose numbers all make sense.
    /// - Throws: `PresetError` naming the first thing that is wrong.
    package static func decode(_ data: Data) throws(PresetError) -> TournamentPreset {
        let preset = try StrictDocument.decode(TournamentPreset.self, from: data)
        try preset.validate()
        return preset
    }

    private static var folder: String { "Presets/tournaments" }
}
