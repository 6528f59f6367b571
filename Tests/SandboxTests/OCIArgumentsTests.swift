import Foundation
import Testing

@testable import Sandbox

/// The command lines for container engines, as far as no engine is needed to check them.
struct OCIArgumentsTests {
    private func arguments(_ tool: OCIArguments.Tool) -> OCIArguments {
        let present: Set = ["/usr/bin", "/usr/lib", "/proc/kallsyms", "/proc/driver", "/etc/ld.so.cache"]
        var arguments = OCIArguments(
            tool: tool,
            name: "job-1",
            image: "sha256:00",
            profile: "/run/seccomp.json",
            gateFolder: "/run/gate",
            mounts: [("/srv/venv", "/venv")],
            ownFolders: ["/submission"],
            resourceLimits: [("core", 1)],
            temporaryBytes: 1024,
            environment: ["OMP_NUM_THREADS": "1"],
            command: ["/venv/bin/python", "x.py"],
            exists: { present.contains($0) }
        )
        arguments.cgroupParent = "/tiltyard/job-1"
        arguments.firstUser = 268_435_456
        return arguments
    }

    private func words(_ text: String) -> [String] { text.split { $0 == " " || $0 == "\n" }.map(String.init) }

    private static let shared = """
        --network none --ipc none --cgroupns private --read-only --cap-drop ALL --security-opt no-new-privileges
        --security-opt seccomp=/run/seccomp.json --user 65534:65534 --hostname sandbox --workdir /tmp --log-driver none
        --pull never
        """

    private static let folders = """
        --ulimit core=1:1 --tmpfs /dev/shm:rw,exec,nosuid,nodev,size=1024,mode=1777
        --tmpfs /tmp:rw,exec,nosuid,nodev,size=1024,mode=1777 --tmpfs /submission:rw,exec,nosuid,nodev,size=1024,mode=1777
        --volume /usr:/usr:ro --volume /usr/bin:/bin:ro --volume /usr/lib:/lib:ro
        --volume /etc/ld.so.cache:/etc/ld.so.cache:ro --volume /srv/venv:/venv:ro --volume /run/gate:/channel:ro
        """

    /// The whole command lines on a machine that has little, so that every change of them is seen in review.
    @Test func areWhatTheyAreForPodman() {
        let expected = """
            \(Self.shared) --read-only-tmpfs=false --no-hosts --passwd=false --http-proxy=false --systemd false
            --sdnotify ignore --security-opt
            mask=/proc/kallsyms:/proc/driver:/dev/pts:/dev/mqueue:/run:/sys/fs/cgroup --tmpfs /sys:ro,size=4k
            --uidmap 0:268435456:65536 --gidmap 0:268435456:65536 --cgroups no-conmon --cgroup-parent /tiltyard/job-1
            \(Self.folders)
            """
        #expect(arguments(.podman).options == words(expected))
    }

    @Test func areWhatTheyAreForDocker() {
        let expected = "\(Self.shared) --cgroup-parent /tiltyard/job-1 \(Self.folders)"
        #expect(arguments(.docker).options == words(expected))
    }

    @Test func putTheGateBeforeTheProgram() {
        let list = arguments(.podman).list
        #expect(list.prefix(5) == ["run", "--detach", "--rm", "--name", "job-1"])
        let image = list.firstIndex(of: "sha256:00") ?? 0
        #expect(list[(image + 1)...(image + 4)] == ["/usr/bin/python3", "-I", "-S", "-c"])
        let rest = Array(list[(image + 6)...])
        #expect(rest.contains("OMP_NUM_THREADS=1"))
        #expect(rest.suffix(3) == ["--", "/venv/bin/python", "x.py"])
    }

    @Test func leaveUsersAndGroupsToARootlessEngine() {
        var arguments = arguments(.podman)
        arguments.cgroupParent = nil
        arguments.firstUser = nil
        let text = arguments.options.joined(separator: " ")
        #expect(!text.contains("--uidmap"))
        #expect(!text.contains("--cgroup-parent"))
    }

    @Test(arguments: [OCIArguments.Tool.podman, .docker])
    func askForAcceleratorsByTheirDeviceInterface(_ tool: OCIArguments.Tool) {
        var arguments = arguments(tool)
        #expect(!arguments.options.contains("--device"))
        arguments.usesAccelerator = true
        #expect(arguments.options.suffix(2) == ["--device", "nvidia.com/gpu=all"])
        #expect(
            !arguments.options.joined(separator: " ").contains("/proc/driver"),
            "the driver's folder stays in sight"
        )
    }
}
