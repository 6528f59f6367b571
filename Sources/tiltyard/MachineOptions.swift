import Arena
import ArgumentParser
import Execution
import Foundation
import Judging
import Sandbox

/// Where things are on this machine.
struct MachineOptions: ParsableArguments {
    @Option(help: "The Python environment with torch. Default: $TILTYARD_VENV, or .venv here.")
    var venv: String?

    @Option(
        help:
            "The folder with models and tokens that workloads name. Default: $TILTYARD_ASSETS, or .tiltyard/assets here."
    )
    var assets: String?

    @Option(help: "What makes sandboxes: bubblewrap, podman or docker. Default: $TILTYARD_ISOLATION, or bubblewrap.")
    var isolation: String?

    /// The engine that makes sandboxes.
    ///
    /// - Throws: `SandboxError.Code.missingTool` for a word that is no engine's.
    func engine() throws -> EngineName {
        try .chosen(option: isolation, environment: ProcessInfo.processInfo.environment["TILTYARD_ISOLATION"])
    }

    /// The folder of assets, absolute, if it is there.
    var assetsFolder: String? {
        let path = assets ?? ProcessInfo.processInfo.environment["TILTYARD_ASSETS"] ?? ".tiltyard/assets"
        let folder = URL(fileURLWithPath: path).standardizedFileURL.path
        return FileManager.default.fileExists(atPath: folder) ? folder : nil
    }

    /// The environment's path, absolute.
    var environment: String {
        let path = venv ?? ProcessInfo.processInfo.environment["TILTYARD_VENV"] ?? ".venv"
        return URL(fileURLWithPath: path).standardizedFileURL.path
    }

    /// This program's own file.
    static var executable: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    }

    /// Runs judges as children of this process.
    ///
    /// - Parameters:
    ///   - isDetached: Whether they go on when this process ends.
    ///   - references: The folder in which they share results of reference trainings, if they do.
    /// - Returns: The engine.
    func makeEngine(isDetached: Bool, references: String? = nil) -> LocalEngine {
        var arguments = ["judge", "--venv", environment]
        if let assetsFolder { arguments += ["--assets", assetsFolder] }
        // A judge's environment is not this program's.
        if let engine = try? engine(), engine != .bubblewrap { arguments += ["--isolation", engine.rawValue] }
        if let references { arguments += ["--references", references] }
        if !isDetached { arguments.append("--attached") }
        return LocalEngine(
            executable: Self.executable,
            arguments: arguments,
            standbyArguments: arguments + ["--standby"],
            isDetached: isDetached
        )
    }

    /// Looks at submissions' texts in sandboxes of this machine.
    ///
    /// - Parameter readsAgain: Whether more than one will come.
    /// - Returns: What looks at them.
    func makeInspector(readsAgain: Bool = true) -> SandboxedInspector {
        let machine = self
        return SandboxedInspector(readsAgain: readsAgain) { try machine.startLauncher() }
    }

    /// Starts the process that makes sandboxes, with the rights that this process has now.
    func startLauncher() throws -> LauncherClient {
        let resource = try HarnessResource(environment: environment, assets: assetsFolder)
        return try LauncherClient.start(
            executable: Self.executable,
            arguments: ["tiltyard", "launcher"],
            configuration: LauncherConfiguration(engine: try engine(), mounts: resource.mounts)
        )
    }
}
