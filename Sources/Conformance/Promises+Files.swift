import FoundationEssentials
import Sandbox

extension Promise {
    static let files: [Promise] = [
        .refuses(
            .files,
            "reads nothing of the host beside its system files",
            [
                .init("/etc/shadow", "open('/etc/shadow')"), .init("/root", "os.listdir('/root')"),
                .init("/home", "os.listdir('/home')"), .init("/var", "os.listdir('/var')"),
                .init("/boot", "os.listdir('/boot')"), .init("/proc/1/root/root", "os.listdir('/proc/1/root/root')"),
            ]
        ),
        .holds(
            .files,
            "sees nothing of what runs on the host",
            tried: "list /run",
            shown: "os.listdir('/run') if os.path.exists('/run') else 'no /run'",
            "not os.path.exists('/run') or os.listdir('/run') == []"
        ),
        .refuses(
            .files,
            "writes to no system file",
            [
                .init("create in /usr", "open('/usr/x', 'w')"), .init("create in /", "open('/x', 'w')"),
                .init("create in /etc", "open('/etc/x', 'w')"), .init("create in /dev", "open('/dev/x', 'w')"),
                .init("create in /sys", "open('/sys/x', 'w')"),
                .init("change the mode of env", "os.chmod('/usr/bin/env', 0o777)"),
                .init("change the times of env", "os.utime('/usr/bin/env')"),
                .init("remove env", "os.unlink('/usr/bin/env')"),
            ]
        ),
        .refuses(
            .files,
            "does not change its submission's file",
            [
                .init("append", "open('/submission/train.py', 'a')"),
                .init("truncate", "os.truncate('/submission/train.py', 0)"),
            ]
        ),
        Promise(
            .files,
            "does not write to the folders that all sandboxes share",
            tried: "create, write, change the mode, change the times and remove, in a shared folder"
        ) { try Checks.sharedFolderIsReadOnly($0) },
        Promise(
            .files,
            "cannot change its sealed inputs, nor the size of its output",
            tried: "write to, shrink and grow the input; shrink and grow the output; write to the output"
        ) { try Checks.memoryFilesAreSealed($0) },
        .holds(
            .files,
            "has a folder of its own and a place for temporary files",
            tried: "write to both",
            shown: "os.listdir('/work') + os.listdir('/tmp')",
            "open('/work/x', 'w').write('x') == 1 and open('/tmp/x', 'w').write('x') == 1 and os.listdir('/work') == ['x']"
        ),
        .refuses(
            .files,
            "mounts and unmounts nothing",
            [
                .call("mount", "b'none', b'/tmp', b'tmpfs', 0, None"), .call("umount2", "b'/tmp', 0"),
                .call("pivot_root", "b'.', b'.'"), .call("chroot", "b'/tmp'"), .call("fsopen", "b'tmpfs', 0"),
                .call("open_tree", "-100, b'/tmp', 1"), .call("move_mount", "-1, b'', -1, b'', 0"),
                .call("mount_setattr", "-1, b'', 0, None, 0"), .call("fspick", "-100, b'/tmp', 0"),
            ]
        ),
        .refuses(
            .files,
            "opens no file around its folders",
            [
                .call("name_to_handle_at", "-100, b'/usr', page, page, 0"),
                .call("open_by_handle_at", "-100, page, 0"),
            ]
        ),
        .refuses(
            .files,
            "makes and reaches no device",
            [
                .init("make a disk", "os.mknod('/tmp/disk', 0o60666, os.makedev(254, 0))"),
                .init("/dev/vda", "open('/dev/vda')"), .init("/dev/mem", "open('/dev/mem')"),
                .init("/dev/kvm", "open('/dev/kvm')"), .init("/dev/fuse", "open('/dev/fuse')"),
                .init("/dev/loop0", "open('/dev/loop0')"), .init("/dev/console", "open('/dev/console')"),
                .init("/dev/net/tun", "open('/dev/net/tun')"), .init("a pseudo terminal", "os.openpty()"),
            ]
        ),
        .holds(
            .files,
            "gains nothing by a set-user-ID file",
            tried: "make one in /tmp; look whether file systems that it can write to heed it",
            shown:
                "'nosuid' if all('nosuid' in l.split()[5] for l in open('/proc/self/mountinfo') if ' /tmp ' in l) else 'heeded'",
            """
            [open('/tmp/s', 'w').close(), os.chmod('/tmp/s', 0o4755)] and all('nosuid' in l.split()[5] for l in \
            open('/proc/self/mountinfo') if l.split()[4] in ('/tmp', '/work', '/dev/shm'))
            """
        ),
    ]
}

extension Checks {
    static func sharedFolderIsReadOnly(_ trial: Trial) throws -> Finding {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("shared-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Data("kept".utf8).write(to: URL(fileURLWithPath: "\(folder)/file"))
        let launcher = try trial.engine.start([.init(source: folder, name: "venv", target: "/venv")])
        let attempts = [
            "attempt('create', lambda: open('/venv/new', 'w'))", "attempt('write', lambda: open('/venv/file', 'a'))",
            "attempt('mode', lambda: os.chmod('/venv/file', 0o777))",
            "attempt('times', lambda: os.utime('/venv/file'))",
            "attempt('remove', lambda: os.unlink('/venv/file'))",
            "answer(open('/venv/file').read() + ' ' + ' '.join(seen))",
        ]
        let probe = try Probe(launcher, attempts.joined(separator: "\n"))
        let answer = try probe.answer() ?? ""
        _ = try probe.sandbox.end()
        return .when(answer.hasPrefix("kept ") && !answer.contains("!"), answer)
    }

    static func memoryFilesAreSealed(_ trial: Trial) throws -> Finding {
        let script = """
            parts = host.recvmsg(16, socket.CMSG_SPACE(8))[1]
            given, made = array.array('i', parts[0][2])
            def grow(file): os.ftruncate(file, 99999)
            for action in (lambda: os.write(given, b'x'), lambda: os.ftruncate(given, 1), lambda: grow(given),
                           lambda: os.ftruncate(made, 1), lambda: grow(made), lambda: os.pwrite(made, b'out', 0)):
                try: action(); seen.append('did')
                except OSError: seen.append('refused')
            answer(' '.join(seen))
            """
        let input = try MemoryFile(named: "input", holding: Array("secret".utf8))
        let output = try MemoryFile(named: "output", size: 4096)
        let probe = try Probe(trial.isolation, script)
        try probe.sandbox.channel.send([1], attaching: [input.descriptor, output.descriptor])
        let answer = try probe.answer() ?? ""
        _ = try probe.sandbox.end()
        return .when(answer == "refused refused refused refused refused did", answer)
    }
}
