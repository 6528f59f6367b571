import Foundation
package import Sandbox

/// Where the Python harness and the Python environment are on this machine.
package struct HarnessResource: Sendable, Hashable {
    /// The folder with torch, made by `python3 -m venv`.
    package var environment: String
    /// The folder with the harness's own code.
    package var harness: String
    /// The folder with models and tokens that workloads name; only referees see it.
    package var assets: String?

    /// Where a contestant sees the two.
    static let contestantMounts = ["/venv", "/harness"]

    /// The name of the mount with the assets.
    static let assetsMount = "assets"

    /// Looks for both.
    ///
    /// - Parameters:
    ///   - environment: The Python environment; it must have been made with the system's own Python.
    ///   - assets: The folder with models and tokens, if there is one.
    /// - Throws: `SandboxError.Code.missingTool` in one sentence.
    package init(environment: String, assets: String? = nil) throws {
        let environment = URL(fileURLWithPath: environment).standardizedFileURL.path
        guard FileManager.default.fileExists(atPath: "\(environment)/pyvenv.cfg") else {
            throw SandboxError(.missingTool, "there is no Python environment at \(environment); run make setup")
        }
        guard let harness = Bundle.module.resourceURL?.appendingPathComponent("Harness").path else {
            throw SandboxError(.missingTool, "the Python harness is not beside the program")
        }
        self.environment = environment
        self.harness = harness
        self.assets = assets
    }

    /// The folders as a launcher shows them to every sandbox.
    package var mounts: [LauncherConfiguration.Mount] {
        var mounts: [LauncherConfiguration.Mount] = [
            .init(source: environment, name: "venv", target: "/venv"),
            .init(source: harness, name: "harness", target: "/harness"),
        ]
        if let assets {
            mounts.append(.init(source: assets, name: Self.assetsMount, target: "/assets", isShared: false))
        }
        return mounts
    }
}
