import Sandbox
import Testing

struct EngineNameTests {
    @Test func takesTheOptionBeforeTheEnvironment() throws {
        #expect(try EngineName.chosen(option: nil, environment: nil) == .bubblewrap)
        #expect(try EngineName.chosen(option: nil, environment: "") == .bubblewrap)
        #expect(try EngineName.chosen(option: nil, environment: "podman") == .podman)
        #expect(try EngineName.chosen(option: "docker", environment: "podman") == .docker)
    }

    @Test func refusesAWordThatIsNoEngines() {
        #expect(throws: SandboxError(.missingTool, "")) { try EngineName.chosen(option: "chroot", environment: nil) }
    }
}
