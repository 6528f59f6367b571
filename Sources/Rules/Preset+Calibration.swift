import Foundation

extension Preset {
    /// Reads a preset whose calibration is about to be made, so that the present one does not matter.
    ///
    /// - Parameter name: The name of a preset that ships, or the path of a file.
    /// - Returns: The preset.
    /// - Throws: `PresetError`.
    package static func uncalibrated(_ name: String) throws(PresetError) -> Preset {
        let file = name.hasSuffix(".json") ? URL(fileURLWithPath: name) : shipped(name)
        guard let file, let data = try? Data(contentsOf: file) else { throw .unknownName(name) }
        return try decode(data)
    }

    /// Reads a preset from a file, with the calibration beside it.
    ///
    /// - Parameter path: The preset's file; its calibration is the file of the same name in the folder `calibrations`.
    /// - Returns: The preset.
    /// - Throws: `PresetError`; a calibration that is missing, or that is not the preset's, is named.
    package static func read(_ path: String) throws(PresetError) -> Preset {
        let file = URL(fileURLWithPath: path)
        guard let data = try? Data(contentsOf: file) else { throw .unreadable(path) }
        let preset = try decode(data)
        if preset.verification.calibration != nil { _ = try preset.calibration(besides: file) }
        return preset
    }

    /// Reads the calibration that a preset's limits come from.
    ///
    /// - Parameter name: The name of a preset that ships, or the path of a file.
    /// - Returns: The calibration, or nil when the preset names none.
    /// - Throws: `PresetError`; a calibration that is missing, or that is not the preset's, is named.
    package static func calibration(of name: String) throws(PresetError) -> Calibration? {
        let preset = try named(name)
        let file = name.hasSuffix(".json") ? URL(fileURLWithPath: name) : shipped(name)
        guard preset.verification.calibration != nil, let file else { return nil }
        return try preset.calibration(besides: file)
    }

    private func calibration(besides preset: URL) throws(PresetError) -> Calibration {
        let file = preset.deletingLastPathComponent()
            .appendingPathComponent("calibrations/\(preset.lastPathComponent)")
        guard let data = try? Data(contentsOf: file) else {
            throw .calibration("the calibration of '\(name)' is missing: there is no \(file.path)")
        }
        guard let calibration = try? JSONDecoder().decode(Calibration.self, from: data) else {
            throw .calibration("the calibration of '\(name)' cannot be read: \(file.path)")
        }
        if let reason = calibration.mismatch(with: self) {
            throw .calibration("the calibration of '\(name)' does not fit: \(reason); run tiltyard calibrate")
        }
        return calibration
    }
}
