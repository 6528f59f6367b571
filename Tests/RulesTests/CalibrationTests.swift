import Foundation
import Testing

@testable import Rules

@Suite struct CalibrationTests {
    private static func make(
        resolution: Double = 0.002,
        caughtHonest: Int = 0,
        caughtRare: Int = 0
    ) throws -> Calibration {
        let preset = try Preset.uncalibrated("demo")
        var limits = preset.verification
        limits.calibration = nil
        return Calibration(
            workload: preset.workload,
            steps: preset.steps,
            limits: limits,
            resolution: .init(passing: resolution, recipe: "a tenth of a step", smallestTried: 0.001),
            recipes: [
                .init(
                    name: "again",
                    family: "honest",
                    saving: nil,
                    runs: 3,
                    caught: caughtHonest,
                    deviations: ["update_error": Band(lower: 0, upper: 1e-5)]
                ),
                .init(
                    name: "worst_rounding",
                    family: "rare",
                    saving: nil,
                    runs: 40,
                    caught: caughtRare,
                    deviations: ["update_error": Band(lower: 0, upper: 1e-4)]
                ),
            ],
            margins: .object([:]),
            seeds: ["00"],
            environment: .init(python: "3.11.2", torch: "2.13.0", processor: "x")
        )
    }

    private static func preset(_ calibration: Calibration) throws -> Preset {
        var preset = try Preset.uncalibrated("demo")
        preset.verification.calibration = calibration.hash
        return preset
    }

    /// Writes both into a folder, as `tiltyard calibrate` does, and reads the preset.
    private static func read(_ preset: Preset, _ calibration: Calibration?) throws -> Preset {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        let calibrations = folder.appendingPathComponent("calibrations")
        try FileManager.default.createDirectory(at: calibrations, withIntermediateDirectories: true)
        try JSONEncoder().encode(preset).write(to: folder.appendingPathComponent("own.json"))
        if let calibration {
            try JSONEncoder().encode(calibration).write(to: calibrations.appendingPathComponent("own.json"))
        }
        return try Preset.read(folder.appendingPathComponent("own.json").path)
    }

    @Test func readsAPresetWithItsCalibration() throws {
        let calibration = try Self.make()
        let preset = try Self.preset(calibration)
        #expect(try Self.read(preset, calibration) == preset)
    }

    @Test func refusesAMissingCalibration() throws {
        let preset = try Self.preset(Self.make())
        let error = #expect(throws: PresetError.self) { try Self.read(preset, nil) }
        #expect(error?.description.contains("is missing") == true)
    }

    @Test func refusesAnEditedCalibration() throws {
        var calibration = try Self.make()
        let preset = try Self.preset(calibration)
        calibration.resolution.smallestTried = 0.0001
        let error = #expect(throws: PresetError.self) { try Self.read(preset, calibration) }
        #expect(error?.description.contains("not the one that the preset names") == true)
    }

    @Test func refusesEditedLimits() throws {
        let calibration = try Self.make()
        var preset = try Self.preset(calibration)
        preset.verification.updateError *= 10
        #expect(calibration.mismatch(with: preset) == "its limits are not those of the preset")
    }

    @Test func refusesAnotherVersionOfTheWorkload() throws {
        let calibration = try Self.make()
        var preset = try Self.preset(calibration)
        preset.workload.learningRate *= 2
        #expect(calibration.mismatch(with: preset) == "it belongs to another version of the workload")
        preset = try Self.preset(calibration)
        preset.steps += 1
        #expect(calibration.mismatch(with: preset)?.contains("steps") == true)
    }

    @Test func refusesACrownBelowTheResolution() throws {
        let calibration = try Self.make(resolution: 0.02)
        #expect(calibration.flaw == nil)
        #expect(calibration.mismatch(with: try Self.preset(calibration))?.contains("resolution") == true)
    }

    @Test func refusesAnOverlap() throws {
        #expect(try Self.make(resolution: 0.031).flaw?.contains("3.1 %") == true)
        #expect(try Self.make(caughtHonest: 1).flaw?.contains("honest recipe again") == true)
        #expect(try Self.make(caughtRare: 4).flaw == nil)
        #expect(try Self.make(caughtRare: 5).flaw?.contains("worst_rounding") == true)
    }

    @Test func everyPresetThatShipsFitsItsCalibration() throws {
        for name in Preset.allNames { #expect(try Preset.named(name).name == name) }
    }
}
