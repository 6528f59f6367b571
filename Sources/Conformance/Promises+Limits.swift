import Glibc
import Sandbox

extension Promise {
    static let limits: [Promise] = [
        Promise(
            .limits,
            "is killed for its memory, and for nothing else",
            tried: "fill memory beyond the limit",
            needs: [.memoryLimit]
        ) { trial in
            try Checks.isKilledForMemory(trial, "hoard = [bytearray(32 << 20) for _ in range(64)]")
        },
        Promise(
            .limits,
            "pays for shared memory and temporary files with its own memory",
            tried: "fill a memory file and /dev/shm beyond the limit",
            needs: [.memoryLimit]
        ) { trial in
            let script = """
                shared = mmap.mmap(-1, 128 << 20)
                for place in range(0, 128 << 20, 4096): shared[place] = 1
                file = open('/dev/shm/x', 'wb', buffering=0)
                for _ in range(60): file.write(bytes(1 << 20))
                hidden = os.memfd_create('x')
                for _ in range(60): os.write(hidden, bytes(1 << 20))
                file = open('/tmp/x', 'wb', buffering=0)
                for _ in range(60): file.write(bytes(1 << 20))
                """
            return try Checks.isKilledForMemory(trial, script)
        },
        Promise(
            .limits,
            "is refused more processes, and not killed for them",
            tried: "fork 100 times",
            needs: [.processLimit]
        ) { trial in
            let script = """
                refused = 0
                for _ in range(100):
                    try:
                        if os.fork() == 0: time.sleep(1000)
                    except OSError: refused += 1
                answer(refused)
                """
            return try Checks.isRefusedProcesses(trial, script, atLeast: 60)
        },
        Promise(
            .limits,
            "is refused more threads, which count as processes",
            tried: "start 100 threads",
            needs: [.processLimit]
        ) { trial in
            let script = """
                refused = 0
                for _ in range(100):
                    try: threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()
                    except RuntimeError: refused += 1
                answer(refused)
                os._exit(0)
                """
            return try Checks.isRefusedProcesses(trial, script, atLeast: 60)
        },
        Promise(
            .limits,
            "stays on its processors",
            tried: "ask for all processors of the machine",
            needs: [.processorSet]
        ) { trial in
            let script = """
                try: os.sched_setaffinity(0, range(os.cpu_count()))
                except OSError: pass
                answer(sorted(os.sched_getaffinity(0)))
                """
            let answer = try trial.ask(script)
            return .when(answer == "[0]", answer)
        },
        Promise(
            .limits,
            "is ended when its processor time is used up",
            tried: "spin under a limit of one second"
        ) { try Checks.isEndedByProcessorTime($0) },
        Promise(
            .limits,
            "is ended when its host's patience is",
            tried: "ignore every signal and sleep; look what the end is put down to"
        ) { trial in
            let script = """
                for number in range(1, 32):
                    try: signal.signal(number, signal.SIG_IGN)
                    except OSError: pass
                answer('here')
                time.sleep(1000)
                """
            let (_, usage) = try trial.whileRunning(script) { _, _ in () }
            let isKept = usage.isEmpty && (usage.memoryKills ?? 0) == 0 && (usage.refusedProcesses ?? 0) == 0
            return .when(isKept, "ended; no memory kill, no refused process")
        },
        .refuses(
            .limits,
            "opens no more than 1024 descriptors",
            [.init("2000 files", "[os.open('/dev/null', 0) for _ in range(2000)]")]
        ),
        .holds(
            .limits,
            "writes no file larger than its limit",
            tried: "write 80 MB to a file under a limit of 64 MB",
            shown: "os.stat('/tmp/large').st_size >> 20",
            """
            [signal.signal(signal.SIGXFSZ, signal.SIG_IGN), globals().update(f=open('/tmp/large', 'wb', buffering=0)), \
            attempt('write', lambda: [f.write(bytes(1 << 20)) for _ in range(80)])] and \
            os.stat('/tmp/large').st_size <= 64 << 20 and 'did it' not in seen[0]
            """
        ),
        .holds(
            .limits,
            "fills no more than its share of each folder",
            tried: "read the sizes of /tmp, /dev/shm and its own folder",
            shown: "[os.statvfs(f).f_blocks * os.statvfs(f).f_frsize >> 20 for f in ('/tmp', '/dev/shm', '/work')]",
            "all(os.statvfs(f).f_blocks * os.statvfs(f).f_frsize == 64 << 20 for f in ('/tmp', '/dev/shm', '/work'))"
        ),
        Promise(
            .limits,
            "fills no memory of the host with what it prints",
            tried: "print without end to a host that does not listen"
        ) { trial in
            let script = """
                os.set_blocking(1, False)
                written = 0
                try:
                    for _ in range(4096): written += os.write(1, b'x' * 65536)
                except BlockingIOError: pass
                answer(written)
                """
            let answer = try trial.ask(script)
            return .when((Int(answer) ?? .max) <= 1 << 20, "\(answer) bytes were taken")
        },
        .refuses(
            .limits,
            "locks no memory and keeps no message queues",
            [
                .init("lock 10 MB", "call('mlock', ctypes.create_string_buffer(10 << 20), 10 << 20)"),
                .init("a message queue", "call('mq_open', b'queue', 0o102, 0o600, None)"),
            ]
        ),
        .holds(
            .limits,
            "leaves no picture of its memory behind",
            tried: "read its limit on core files",
            shown: "resource.getrlimit(resource.RLIMIT_CORE)",
            "resource.getrlimit(resource.RLIMIT_CORE) == (1, 1)"
        ),
    ]
}

extension Checks {
    static func isKilledForMemory(_ trial: Trial, _ script: String) throws -> Finding {
        let probe = try Probe(trial.isolation, "\(script)\nanswer('still here')")
        let answer = try probe.answer(within: .seconds(60))
        let usage = try probe.sandbox.end()
        let detail = "memory kills \(count(usage.memoryKills)), refused processes \(count(usage.refusedProcesses))"
        let isKept = answer == "" && (usage.memoryKills ?? 0) >= 1 && (usage.refusedProcesses ?? 0) == 0
        return .when(isKept && (usage.peakMemoryBytes ?? 0) > 200 << 20, detail)
    }

    static func isRefusedProcesses(_ trial: Trial, _ script: String, atLeast wanted: Int) throws -> Finding {
        let (answer, usage) = try trial.whileRunning(script) { _, answer in answer }
        let detail = "memory kills \(count(usage.memoryKills)), refused processes \(count(usage.refusedProcesses))"
        let refused = min(Int(answer) ?? 0, usage.refusedProcesses ?? 0)
        return .when(refused >= wanted && (usage.memoryKills ?? 0) == 0, detail)
    }

    static func isEndedByProcessorTime(_ trial: Trial) throws -> Finding {
        var limits = Probe.limits
        limits.processorSeconds = 1
        let probe = try Probe(trial.isolation, "while True: pass", limits: limits)
        let answer = try probe.answer(within: .seconds(60))
        let usage = try probe.sandbox.end()
        let detail = "ended by itself; memory kills \(count(usage.memoryKills))"
        return .when(answer == "" && (usage.memoryKills ?? 0) == 0, answer == nil ? "it spun for a minute" : detail)
    }

    private static func count(_ value: Int?) -> String { value.map(String.init) ?? "not counted" }
}
