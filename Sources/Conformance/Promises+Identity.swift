extension Promise {
    static let identity: [Promise] = [
        .holds(
            .identity,
            "runs as nobody",
            tried: "read its own numbers",
            shown: "(os.getuid(), os.getgid(), os.getgroups())",
            "os.getuid() == 65534 and os.getgid() == 65534 and os.getgroups() in ([], [65534])"
        ),
        Promise(
            .identity,
            "has a user number of the host to itself",
            tried: "read from outside as whom two sandboxes at once run",
            needs: [.ownUser]
        ) { try Checks.hasAUserOfItsOwn($0) },
        .holds(
            .identity,
            "has no capabilities",
            tried: "read its five sets",
            shown: "[l.split()[1] for l in open('/proc/self/status') if l.startswith('Cap')]",
            "all(int(l.split()[1], 16) == 0 for l in open('/proc/self/status') if l.startswith(('CapInh', 'CapPrm', 'CapEff', 'CapAmb')))"
        ),
        .holds(
            .identity,
            "gains no rights by starting a program",
            tried: "read NoNewPrivs",
            shown: "'no_new_privs'",
            "'NoNewPrivs:\\t1' in open('/proc/self/status').read()"
        ),
        .holds(
            .identity,
            "has a filter on its system calls",
            tried: "read Seccomp",
            shown: "[l.strip() for l in open('/proc/self/status') if l.startswith('Seccomp')]",
            "'Seccomp:\\t2' in open('/proc/self/status').read()"
        ),
        .holds(
            .identity,
            "becomes nobody else",
            tried: "setuid, setgid, setresuid, setresgid and setgroups, to 0 and to 1",
            shown: "os.getresuid() + os.getresgid()",
            """
            [attempt(f.__name__, lambda: f(*a)) for n in (0, 1) for f, a in ((os.setuid, (n,)), (os.setgid, (n,)), \
            (os.setresuid, (n, n, n)), (os.setresgid, (n, n, n)), (os.setgroups, ([n],)))] and \
            not any('did it' in s for s in seen) and set(os.getresuid() + os.getresgid()) == {65534}
            """
        ),
        .refuses(
            .identity,
            "raises no priority",
            [
                .init("nice", "os.nice(-5)"), .init("SCHED_FIFO", "os.sched_setscheduler(0, 1, os.sched_param(1))"),
                .init("real-time input and output", "call('ioprio_set', 1, 0, 1 << 13)"),
            ]
        ),
        .refuses(
            .identity,
            "raises none of its own limits",
            [
                .init("descriptors", "resource.setrlimit(resource.RLIMIT_NOFILE, (99999, 99999))"),
                .init("processor time", "resource.setrlimit(resource.RLIMIT_CPU, (-1, -1))"),
                .init("file size", "resource.setrlimit(resource.RLIMIT_FSIZE, (-1, -1))"),
                .init("locked memory", "resource.setrlimit(resource.RLIMIT_MEMLOCK, (-1, -1))"),
                .init("core", "resource.setrlimit(resource.RLIMIT_CORE, (-1, -1))"),
            ]
        ),
        .refuses(
            .identity,
            "makes itself no less likely to be killed",
            [.init("oom_score_adj", "os.write(os.open('/proc/self/oom_score_adj', os.O_WRONLY), b'-1000')")]
        ),
    ]
}

extension Checks {
    static func hasAUserOfItsOwn(_ trial: Trial) throws -> Finding {
        let script = "answer('here'); host.recv(1)"
        return try trial.whileRunning(script) { first, _ in
            try trial.whileRunning(script) { second, _ in
                let users = [first, second].map { probe in Set(HostView.processes(marked: probe.mark).map(\.user)) }
                let all = users.flatMap(\.self)
                let isKept =
                    users.allSatisfy { $0.count == 1 } && Set(all).count == 2 && all.allSatisfy { $0 >= 200_001 }
                return Finding.when(isKept, "users \(all.map(String.init).joined(separator: " and "))")
            }.result
        }.result
    }
}
