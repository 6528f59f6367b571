package import FoundationEssentials

extension Preset {
    /// Reads a preset strictly.
    ///
    /// - Parameter data: UTF-8 text of one JSON object.
    /// - Returns: A preset whose numbers all make sense.
    /// - Throws: `PresetError` naming the first thing that is wrong.
    package static func decode(_ data: Data) throws(PresetError) -> Preset {
        let preset = try StrictDocument.decode(Preset.self, from: data)
        try preset.validate()
        return preset
    }
}
