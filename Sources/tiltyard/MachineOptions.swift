import ArgumentParser
import Execution
import Foundation
import Judging
import Sandbox

/// Where things are on this machine.
struct MachineOptions: ParsableArguments {
    @Option(help: "The Python environment with torch. Default: $TILTYARD_VENV, or .venv here.")
    var venv: String?

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
    func makeEngine(isDetached: Bool) -> LocalEngine {
        LocalEngine(executable: Self.executable, arguments: ["judge", "--venv", environment], isDetached: isDetached)
    }

    /// Starts the process that makes sandboxes, with the rights that this process has now.
    func startLauncher() throws -> LauncherClient {
        let resource = try HarnessResource(environment: environment)
        return try LauncherClient.start(
            executable: Self.executable,
            arguments: ["tiltyard", "launcher"],
            configuration: LauncherConfiguration(mounts: resource.mounts)
        )
    }
}
