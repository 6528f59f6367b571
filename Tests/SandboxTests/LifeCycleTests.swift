import Foundation
import Sandbox
import TestSupport
import Testing

@Suite(.serialized)
struct LifeCycleTests {
    @Test(.enabled(if: CgroupHost.detect().canFreeze, "this machine has no unified control group"))
    func freezesEveryProcessAtOnce() throws {
        let engine = try TestLauncher.start()
        let probe = try Probe(
            engine,
            """
            import array, mmap
            _, parts, _, _ = host.recvmsg(16, socket.CMSG_SPACE(4))
            shared = mmap.mmap(array.array('i', parts[0][2])[0], 4096)
            if os.fork() == 0:
                count = 0
                while True:
                    count += 1
                    shared[0:8] = int.to_bytes(count, 8, 'little')
            answer('ready')
            while True: host.recv(1)
            """
        )
        let shared = try MemoryFile(named: "shared", size: 4096)
        try probe.sandbox.channel.send([1], attaching: [shared.descriptor])
        #expect(try probe.answer() == "ready")
        let deadline = RawInstant.now.advanced(by: .seconds(20))
        while count(in: shared) == 0, RawInstant.now < deadline { sched_yield() }
        try probe.sandbox.freeze(within: .seconds(2))
        let frozen = count(in: shared)
        #expect(frozen > 0)
        usleep(50_000)
        #expect(count(in: shared) == frozen, "the child of the first process went on")
        try probe.sandbox.thaw()
        while count(in: shared) == frozen, RawInstant.now < deadline { sched_yield() }
        #expect(count(in: shared) > frozen, "the child did not go on after the thaw")
        #expect(try probe.sandbox.end().isEmpty)
    }

    /// What a process of the sandbox counts in a memory file, read from outside.
    private func count(in file: MemoryFile) -> UInt64 {
        var value: UInt64 = 0
        pread(file.descriptor.number, &value, 8, 0)
        return value
    }

    /// A server of the host on its loopback, which has to be out of reach although it can be reached.
    @Test func cannotReachTheHostsLoopback() throws {
        let engine = try TestLauncher.start()
        let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(server) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(server, $0, length) == 0 && listen(server, 8) == 0 && getsockname(server, $0, &length) == 0
            }
        }
        try #require(isBound)
        let script = """
            try: socket.create_connection(('127.0.0.1', \(UInt16(bigEndian: address.sin_port))), 2); answer('connected')
            except OSError as error: answer(error.errno)
            """
        let probe = try Probe(engine, script)
        #expect(try probe.answer() == "\(ECONNREFUSED)")
        _ = try probe.sandbox.end()
        let canConnect = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { target in
                let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
                defer { close(client) }
                return connect(client, target, length) == 0
            }
        }
        #expect(canConnect, "the host itself can reach the server")
    }

    @Test func killsProcessesThatLeftTheirSession() throws {
        let engine = try TestLauncher.start()
        let probe = try Probe(
            engine,
            """
            import signal, time
            for n in range(1, 32):
                try: signal.signal(n, signal.SIG_IGN)
                except OSError: pass
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0: time.sleep(1000)
                os._exit(0)
            answer('ready')
            time.sleep(1000)
            """
        )
        #expect(try probe.answer() == "ready")
        #expect(try probe.sandbox.end().isEmpty)
    }

    @Test(.enabled(if: CgroupHost.detect().limits("pids"), "this machine cannot limit processes"))
    func countsRefusedProcesses() throws {
        let engine = try TestLauncher.start()
        let probe = try Probe(
            engine,
            """
            import time
            refused = 0
            for _ in range(100):
                try:
                    if os.fork() == 0: time.sleep(1000)
                except OSError: refused += 1
            answer(refused)
            """
        )
        let refused = try #require(Int(try probe.answer()))
        #expect(refused >= 60)
        #expect(try #require(try probe.sandbox.end().refusedProcesses) >= 60)
    }

    @Test(.enabled(if: CgroupHost.detect().limits("memory"), "this machine cannot limit memory"))
    func reportsMemoryKills() throws {
        let engine = try TestLauncher.start()
        let probe = try Probe(engine, "hoard = [bytearray(64 << 20) for _ in range(64)]\nanswer('still here')")
        #expect(try probe.answer() == "")
        let usage = try probe.sandbox.end()
        #expect(try #require(usage.memoryKills) >= 1)
        #expect(try #require(usage.peakMemoryBytes) > 200 << 20)
    }

    @Test(.enabled(if: CgroupHost.detect().limits("cpuset"), "this machine cannot limit processors"))
    func keepsToItsProcessors() throws {
        let engine = try TestLauncher.start()
        let probe = try Probe(
            engine,
            """
            try: os.sched_setaffinity(0, range(os.cpu_count()))
            except OSError: pass
            answer(sorted(os.sched_getaffinity(0)))
            """
        )
        #expect(try probe.answer() == "[0]")
        _ = try probe.sandbox.end()
    }

    @Test func sealsInputsAndFixesSizes() throws {
        let engine = try TestLauncher.start()
        let probe = try Probe(
            engine,
            """
            import array
            _, parts, _, _ = host.recvmsg(16, socket.CMSG_SPACE(8))
            files = array.array('i', parts[0][2])
            seen = []
            for action in (lambda: os.write(files[0], b'x'), lambda: os.ftruncate(files[0], 1), lambda: os.ftruncate(files[1], 1),
                           lambda: os.ftruncate(files[1], 99999), lambda: os.pwrite(files[1], b'out', 0)):
                try: action(); seen.append('did')
                except OSError: seen.append('refused')
            answer(' '.join(seen))
            """
        )
        let input = try MemoryFile(named: "input", holding: Array("secret".utf8))
        let output = try MemoryFile(named: "output", size: 4096)
        try probe.sandbox.channel.send([1], attaching: [input.descriptor, output.descriptor])
        #expect(try probe.answer() == "refused refused refused refused did")
        _ = try probe.sandbox.end()
    }

    @Test func leavesNothingBehindWhenTheHostGoes() throws {
        var engine: LauncherClient? = try TestLauncher.start()
        var probe: Probe? = try Probe(try #require(engine), "answer(os.getpid())\nimport time; time.sleep(1000)")
        #expect(try #require(probe).answer() != "")
        engine = nil
        probe = nil
        // The next launcher's first act is a sweep; none of ours may be there to be found once the server has ended.
        let deadline = Date().addingTimeInterval(20)
        while ownJobs().isEmpty == false, Date() < deadline { sched_yield() }
        #expect(ownJobs() == [])
    }

    private func ownJobs() -> [String] {
        let folder = "/sys/fs/cgroup/unified/tiltyard"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasPrefix("job-\(getpid())-") }
    }
}
