import FoundationEssentials
import Glibc
import Sandbox

extension Promise {
    static let tenants: [Promise] = [
        Promise(
            .tenants,
            "finds no file of the tenant before it",
            tried: "leave files in /tmp, /dev/shm and the own folder"
        ) { trial in
            let places = "('/tmp', '/dev/shm', '/work')"
            _ = try trial.ask("for place in \(places): open(place + '/left', 'w').write('secret')\nanswer('left')")
            let found = try trial.ask("answer([place for place in \(places) if os.path.exists(place + '/left')])")
            return .when(found == "[]", "found \(found)")
        },
        Promise(
            .tenants,
            "finds no shared memory, semaphore or message queue of the tenant before it",
            tried: "leave System V objects under one key"
        ) { try Checks.sharedMemoryGoes($0) },
        Promise(
            .tenants,
            "finds no key of the tenant before it",
            tried: "leave a key in the user's keyring, and look for it"
        ) { trial in
            let left = try trial.ask(
                "attempt('add', lambda: call('add_key', b'user', b'left', b'x', 1, -4)); answer(seen[0])"
            )
            let found = try trial.ask(
                "attempt('look', lambda: call('keyctl', 10, -4, b'user', b'left', 0)); answer(seen[0])"
            )
            return .when(!left.hasSuffix("!") && !found.hasSuffix("!"), "\(left), \(found)")
        },
        Promise(
            .tenants,
            "hears no socket of the tenant before it",
            tried: "leave a listening abstract socket and a port in a process that stays"
        ) { try Checks.socketsGo($0) },
        Promise(
            .tenants,
            "leaves no process to its user number",
            tried: "look for processes of the number after its end",
            needs: [.ownUser]
        ) { try Checks.userNumberIsFree($0) },
        Promise(
            .tenants,
            "leaves no control group",
            tried: "look for its job's folder in every hierarchy after its end",
            needs: [.memoryLimit]
        ) { try Checks.controlGroupsGo($0) },
        Promise(
            .tenants,
            "leaves no mount and no file on the host",
            tried: "compare the host's mounts and the launcher's folder before and after"
        ) { try Checks.nothingStays($0) },
    ]
}

extension Checks {
    static func sharedMemoryGoes(_ trial: Trial) throws -> Finding {
        let key = 0x7119
        let kinds = [
            ("shared memory", "call('shmget', \(key), 4096, 0o1600)", "call('shmget', \(key), 4096, 0)"),
            ("semaphore", "call('semget', \(key), 1, 0o1600)", "call('semget', \(key), 1, 0)"),
            ("queue", "call('msgget', \(key), 0o1600)", "call('msgget', \(key), 0)"),
        ]
        func script(_ actions: [(String, String)]) -> String {
            actions.map { "attempt('\($0.0)', lambda: \($0.1))" }.joined(separator: "\n") + "\nanswer(' '.join(seen))"
        }
        let left = try trial.ask(script(kinds.map { ($0.0, $0.1) }))
        let found = try trial.ask(script(kinds.map { ($0.0, $0.2) }))
        let isLeft = left.components(separatedBy: "did it!").count == kinds.count + 1
        return .when(isLeft && !found.contains("!"), found)
    }

    static func socketsGo(_ trial: Trial) throws -> Finding {
        let script = """
            server = socket.socket(socket.AF_UNIX)
            server.bind(chr(0) + 'left'); server.listen(1)
            port = socket.socket(); port.bind(('127.0.0.1', 4711)); port.listen(1)
            if os.fork() == 0:
                os.setsid()
                time.sleep(1000)
            answer('left')
            """
        _ = try trial.ask(script)
        let look = """
            client = socket.socket(socket.AF_UNIX)
            attempt('abstract', lambda: client.connect(chr(0) + 'left'))
            attempt('port', lambda: socket.create_connection(('127.0.0.1', 4711), 2))
            answer(' '.join(seen))
            """
        let answer = try trial.ask(look)
        return .when(!answer.contains("!"), answer)
    }

    static func userNumberIsFree(_ trial: Trial) throws -> Finding {
        let script = """
            for _ in range(5):
                if os.fork() == 0:
                    os.setsid()
                    time.sleep(1000)
            answer('here'); time.sleep(1000)
            """
        let (users, before) = try trial.whileRunning(script) { probe, _ in
            let users = Set(HostView.processes(marked: probe.mark).map(\.user))
            return (users, users.map(HostView.processes).reduce([], +))
        }.result
        guard let user = users.first, users.count == 1 else { return Finding(.broken, "it ran as users \(users)") }
        // Another launcher may have given the number away again; its processes are not those of before.
        let left = Set(HostView.processes(ofUser: user)).intersection(before)
        return .when(before.count > 5 && left.isEmpty, "\(before.count) processes of user \(user), then \(left.count)")
    }

    static func controlGroupsGo(_ trial: Trial) throws -> Finding {
        let jobs = try trial.whileRunning("answer('here'); time.sleep(1000)") { probe, _ in
            Set(HostView.processes(marked: probe.mark).compactMap(\.job))
        }.result
        guard let job = jobs.first, jobs.count == 1 else { return Finding(.broken, "it was in the jobs \(jobs)") }
        let left = HostView.controlGroups(ofJob: job)
        return .when(left.isEmpty, left.isEmpty ? "none left" : left.joined(separator: " "))
    }

    static func nothingStays(_ trial: Trial) throws -> Finding {
        let mounts = HostView.mounts()
        let files = HostView.files()
        let job = try trial.whileRunning("open('/work/x', 'w').write('x'); answer('here'); time.sleep(1000)") {
            probe,
            _ in
            HostView.processes(marked: probe.mark).compactMap(\.job).first ?? "none"
        }.result
        // Others may start sandboxes meanwhile; what is new and bears this one's name is its own.
        let left = HostView.mounts().subtracting(mounts).union(HostView.files().subtracting(files))
            .filter { $0.contains(job) || job == "none" }
        return .when(left.isEmpty, left.isEmpty ? "no difference" : left.sorted().joined(separator: " "))
    }
}
