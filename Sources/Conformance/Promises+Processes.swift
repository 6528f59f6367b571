import Glibc
import Sandbox

/// Promises that take more than one script to try.
enum Checks {}

extension Promise {
    static let processes: [Promise] = [
        Promise(
            .processes,
            "signals no process of the host",
            tried: "kill the host's number, and everybody"
        ) { trial in
            let script = """
                signal.signal(signal.SIGUSR1, signal.SIG_IGN)
                attempt('kill the host', lambda: os.kill(\(getpid()), 0))
                attempt('kill everybody', lambda: os.kill(-1, signal.SIGUSR1))
                answer(' '.join(seen))
                """
            let answer = try trial.ask(script)
            return .when(answer.hasPrefix("kill the host=ESRCH "), answer.filter { $0 != "!" })
        },
        Promise(
            .processes,
            "reaches no neighbour",
            tried: "kill all that it sees while another sandbox runs"
        ) { try Checks.neighboursAreOutOfReach($0) },
        Promise(
            .processes,
            "stands still altogether when it is frozen, and goes on afterwards",
            tried: "count in a child while frozen",
            needs: [.freezer]
        ) { try Checks.freezesChildren($0) },
        Promise(
            .processes,
            "stands still though it starts processes without end",
            tried: "freeze a fork bomb",
            needs: [.freezer, .processLimit]
        ) { trial in
            let script = """
                answer('here')
                while True:
                    try: pid = os.fork()
                    except OSError: continue
                    if pid == 0: os._exit(0)
                """
            return try trial.whileRunning(script) { probe, _ in
                let began = RawInstant.now
                try probe.sandbox.freeze(within: .seconds(5))
                let took = RawInstant.now.nanoseconds(since: began)
                return Finding.when(true, "frozen after \(took / 1000) µs")
            }.result
        },
        Promise(
            .processes,
            "leaves no process, whatever it ignores and wherever it hides",
            tried: "ignore every signal, fork twice and leave the session"
        ) { trial in
            let script = """
                for number in range(1, 32):
                    try: signal.signal(number, signal.SIG_IGN)
                    except OSError: pass
                if os.fork() == 0:
                    os.setsid()
                    if os.fork() == 0: time.sleep(1000)
                    os._exit(0)
                time.sleep(0.1)
                answer('here')
                time.sleep(1000)
                """
            let (mark, usage) = try trial.whileRunning(script) { probe, _ in probe.mark }
            let left = HostView.processes(marked: mark)
            return .when(usage.isEmpty && left.isEmpty, "\(left.count) processes left")
        },
        Promise(
            .processes,
            "ends with its host",
            tried: "close the launcher's socket without ending the sandbox"
        ) { try Checks.endsWithItsHost($0) },
    ]
}

extension Checks {
    static func neighboursAreOutOfReach(_ trial: Trial) throws -> Finding {
        try trial.whileRunning("answer('here'); host.recv(1); answer('still here')") { victim, _ in
            let script = """
                for name in os.listdir('/proc'):
                    if name.isdigit() and int(name) not in (1, os.getpid(), os.getppid()):
                        seen.append(name)
                        try: os.kill(int(name), signal.SIGKILL)
                        except OSError: pass
                answer(len(seen))
                """
            let answer = try trial.ask(script)
            try victim.sandbox.channel.send([1])
            let isAlive = try victim.answer() == "still here"
            return Finding.when(answer == "0" && isAlive, "\(answer) strangers seen, the neighbour lives")
        }.result
    }

    static func freezesChildren(_ trial: Trial) throws -> Finding {
        let script = """
            parts = host.recvmsg(16, socket.CMSG_SPACE(4))[1]
            shared = mmap.mmap(array.array('i', parts[0][2])[0], 4096)
            if os.fork() == 0:
                count = 0
                while True:
                    count += 1
                    shared[0:8] = int.to_bytes(count, 8, 'little')
            answer('here')
            while True: host.recv(1)
            """
        let file = try MemoryFile(named: "shared", size: 4096)
        let probe = try Probe(trial.isolation, script)
        defer { _ = try? probe.sandbox.end() }
        try probe.sandbox.channel.send([1], attaching: [file.descriptor])
        guard try probe.answer() == "here", waitForCount(in: file, above: 0) else {
            return Finding(.broken, "the probe did not begin")
        }
        try probe.sandbox.freeze(within: .seconds(2))
        let frozen = count(in: file)
        usleep(50_000)
        let stoodStill = count(in: file) == frozen
        try probe.sandbox.thaw()
        let goesOn = waitForCount(in: file, above: frozen)
        return .when(stoodStill && goesOn, stoodStill ? "it stood still for 50 ms and went on" : "its child went on")
    }

    private static func waitForCount(in file: MemoryFile, above value: UInt64) -> Bool {
        let deadline = RawInstant.now.advanced(by: .seconds(20))
        while count(in: file) <= value, RawInstant.now < deadline { sched_yield() }
        return count(in: file) > value
    }

    /// What a process of the sandbox counts in a memory file, read from outside.
    private static func count(in file: MemoryFile) -> UInt64 {
        var value: UInt64 = 0
        pread(file.descriptor.number, &value, 8, 0)
        return value
    }

    static func endsWithItsHost(_ trial: Trial) throws -> Finding {
        let (mark, before) = try abandonASandbox(trial)
        let deadline = RawInstant.now.advanced(by: .seconds(20))
        while !HostView.processes(marked: mark).isEmpty, RawInstant.now < deadline { usleep(5000) }
        let left = HostView.processes(marked: mark).count
        return .when(before > 0 && left == 0, "\(before) before, \(left) after")
    }

    /// Starts a sandbox whose launcher loses its host when this returns.
    private static func abandonASandbox(_ trial: Trial) throws -> (mark: String, processes: Int) {
        let launcher = try trial.engine.start([])
        let probe = try Probe(launcher, "answer('here'); time.sleep(1000)")
        _ = try probe.answer()
        return (probe.mark, HostView.processes(marked: probe.mark).count)
    }
}
