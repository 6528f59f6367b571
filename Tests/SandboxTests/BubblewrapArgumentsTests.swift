import Foundation
import Testing

@testable import Sandbox

struct BubblewrapArgumentsTests {
    /// The whole command line on a machine that has little, so that every change of it is seen in review.
    @Test func isWhatItIs() {
        let present: Set = ["/usr/bin", "/usr/lib", "/usr/lib64", "/proc/kallsyms", "/proc/driver"]
        let arguments = BubblewrapArguments(
            mounts: [.init(source: "/run/stage/venv", target: "/venv")],
            files: [("/etc/passwd", 5)],
            ownFolders: ["/submission"],
            seccompDescriptor: 4,
            temporaryBytes: 1024,
            environment: ["OMP_NUM_THREADS": "1"],
            command: ["/venv/bin/python", "x.py"],
            exists: { present.contains($0) }
        )
        let expected = """
            --unshare-user --unshare-pid --unshare-net --unshare-ipc --unshare-uts --unshare-cgroup --disable-userns
            --assert-userns-disabled --uid 65534 --gid 65534 --hostname sandbox --die-with-parent --new-session
            --cap-drop ALL --ro-bind /usr /usr --symlink usr/bin /bin --symlink usr/lib /lib --symlink usr/lib64 /lib64
            --ro-bind-try /etc/ld.so.cache /etc/ld.so.cache --ro-bind-try /etc/alternatives /etc/alternatives
            --proc /proc --dev /dev --tmpfs /dev/pts --ro-bind /dev/null /dev/ptmx
            --ro-bind-try /sys/devices/system/cpu /sys/devices/system/cpu --ro-bind /dev/null /proc/kallsyms
            --tmpfs /proc/driver --remount-ro /proc/driver --size 1024 --perms 1777 --tmpfs /dev/shm
            --size 1024 --perms 1777 --tmpfs /tmp --size 1024 --perms 0700 --tmpfs /submission --ro-bind /run/stage/venv /venv
            --perms 0444 --ro-bind-data 5 /etc/passwd --remount-ro /dev --remount-ro / --chdir /tmp --clearenv
            --setenv HOME /tmp --setenv LANG C.UTF-8 --setenv OMP_NUM_THREADS 1 --setenv PATH /venv/bin:/usr/bin:/bin
            --setenv PYTHONDONTWRITEBYTECODE 1 --setenv TORCHINDUCTOR_CACHE_DIR /tmp/inductor --seccomp 4
            -- /venv/bin/python x.py
            """
        #expect(arguments.list == expected.split { $0 == " " || $0 == "\n" }.map(String.init))
    }

    @Test func showsAnAcceleratorOnlyWhereItIsWanted() {
        let arguments = BubblewrapArguments(
            mounts: [],
            files: [],
            devices: ["/dev/nvidia0", "/dev/nvidiactl"],
            seccompDescriptor: 4,
            temporaryBytes: 1024,
            environment: [:],
            command: ["/usr/bin/true"],
            exists: { ["/proc/driver", "/proc/irq", "/usr/local/nvidia/lib64"].contains($0) }
        )
        let text = arguments.list.joined(separator: " ")
        #expect(text.contains("--dev-bind /dev/nvidia0 /dev/nvidia0 --dev-bind /dev/nvidiactl /dev/nvidiactl"))
        #expect(!text.contains("/proc/driver"), "the driver's folder stays in sight")
        #expect(text.contains("--tmpfs /proc/irq"))
        #expect(text.contains("--setenv LD_LIBRARY_PATH /usr/local/nvidia/lib64"))
    }

    @Test func knowsTheDeviceFilesByTheirNames() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for name in ["null", "nvidia-modeset", "nvidia-uvm", "nvidia-uvm-tools", "nvidia0", "nvidia12", "nvidiactl"] {
            try Data().write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
        }
        let found = Accelerator.devices(in: folder).map { $0.dropFirst(folder.count + 1) }
        #expect(found == ["nvidia-uvm", "nvidia0", "nvidia12", "nvidiactl"])
    }
}
