import Foundation
package import Sandbox

/// Where the Python harness and the Python environment are on this machine.
package struct HarnessResource: Sendable, Hashable {
    /// The folder with torch, made by `python3 -m venv`.
    package var environment: String
    /// The folder with the harness's own code.
    package var harness: String

    /// Looks for both.
    ///
    /// - Parameter environment: The Python environment; it must have been made with the system's own Python.
    /// - Throws: `SandboxError.Code.missingTool` in one sentence.
    package init(environment: String) throws {
        let environment = URL(fileURLWithPath: environment).standardizedFileURL.path
        guard FileManager.default.fileExists(atPath: "\(environment)/pyvenv.cfg") else {
            throw SandboxError(.missingTool, "there is no Python environment at \(environment); run make setup")
        }
        guard let harness = Bundle.module.resourceURL?.appendingPathComponent("Harness").path else {
            throw SandboxError(.missingTool, "the Python harness is not beside the program")
        }
        self.environment = environment
        self.harness = harness
    }

    /// The folders as a launcher shows them to every sandbox.
    package var mounts: [LauncherConfiguration.Mount] {
        [
            .init(source: environment, name: "venv", target: "/venv"),
            .init(source: harness, name: "harness", target: "/harness"),
        ]
    }
}
