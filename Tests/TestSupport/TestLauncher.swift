import Foundation
package import Sandbox

/// A launcher that serves on a thread of the test process itself, so that a test needs no built program.
package enum TestLauncher {
    /// Starts one and answers the engine in front of it.
    package static func start(
        engine: EngineName = .bubblewrap,
        mounts: [LauncherConfiguration.Mount] = [],
        usesCgroups: Bool = true
    ) throws -> LauncherClient {
        let (near, far) = try Channel.makePair()
        Thread { LauncherServer(channel: far).run() }.start()
        return try LauncherClient(
            channel: near,
            configuration: LauncherConfiguration(engine: engine, mounts: mounts, usesCgroups: usesCgroups)
        )
    }
}
