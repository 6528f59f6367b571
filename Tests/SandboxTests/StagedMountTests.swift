import Foundation
import Glibc
import Testing

@testable import Sandbox

struct StagedMountTests {
    @Test func showsNothingOfTheHostButWhatSandboxesNeed() {
        let present: Set = [
            "/usr", "/bin", "/lib", "/dev", "/dev/null", "/dev/kvm", "/dev/nvidia0", "/proc", "/sys/devices/system/cpu",
            "/etc/alternatives", "/home", "/root",
        ]
        let mounts = [LauncherConfiguration.Mount(source: "/home/operator/.venv", name: "venv", target: "/venv")]
        let root = StagedMount.root(adding: mounts, devices: ["/dev/nvidia0"]) { present.contains($0) }
        let expected: [StagedMount] = [
            .init(source: "/usr", name: "usr"), .init(source: "/bin", name: "bin"), .init(source: "/lib", name: "lib"),
            .init(source: "/sys/devices/system/cpu", name: "sys/devices/system/cpu"),
            .init(source: "/dev/null", name: "dev/null"), .init(source: "/dev/nvidia0", name: "dev/nvidia0"),
            .init(source: "/proc", name: "proc", isAlone: true),
            .init(source: "/etc/alternatives", name: "etc/alternatives", isAlone: true),
            .init(source: nil, name: "tmp"),
            .init(source: "/home/operator/.venv", name: "shown/venv", isAlone: true),
        ]
        #expect(root == expected)
    }

    /// A folder of the operator's may be a link, and the operator's umask strict.
    @Test(.enabled(if: geteuid() == 0, "needs root")) func startsWhateverTheOperatorsFoldersLookLike() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("staged-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let stage = folder.appendingPathComponent("stage").path
        try FileManager.default.createDirectory(atPath: stage, withIntermediateDirectories: true)
        let kept = folder.appendingPathComponent("kept")
        try FileManager.default.createDirectory(at: kept, withIntermediateDirectories: true)
        try Data("here".utf8).write(to: kept.appendingPathComponent("word"))
        let link = folder.appendingPathComponent("link").path
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: kept.path)
        let script = "test $(cat /shown/own/word) = here && ! touch /x && ! touch /usr/x && ! ls \(folder.path)"
        let child = try ChildProcess.start(
            .init(
                path: "/bin/sh",
                arguments: ["sh", "-c", script],
                environment: ["PATH": "/usr/bin"],
                descriptors: try (0..<3).map { _ in try Descriptor(opening: "/dev/null", O_RDWR) },
                stage: stage,
                shown: StagedMount.root(adding: [.init(source: link, name: "own", target: "/own")]),
                user: 65_534
            )
        )
        #expect(child.wait(atMost: .seconds(20)) == 0)
    }
}
