import Testing

@testable import Sandbox

struct StagedMountTests {
    @Test func showsNothingOfTheHostButWhatSandboxesNeed() {
        let present: Set = ["/usr", "/bin", "/lib", "/dev", "/proc", "/etc/alternatives", "/home", "/root"]
        let mounts = [LauncherConfiguration.Mount(source: "/home/operator/.venv", name: "venv", target: "/venv")]
        let root = StagedMount.root(adding: mounts) { present.contains($0) }
        let expected: [StagedMount] = [
            .init(source: "/usr", name: "usr"), .init(source: "/bin", name: "bin"), .init(source: "/lib", name: "lib"),
            .init(source: "/dev", name: "dev"), .init(source: "/proc", name: "proc", isAlone: true),
            .init(source: "/etc/alternatives", name: "etc/alternatives", isAlone: true),
            .init(source: nil, name: "tmp"),
            .init(source: "/home/operator/.venv", name: "shown/venv", isAlone: true),
        ]
        #expect(root == expected)
    }
}
