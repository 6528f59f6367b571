extension Promise {
    private static let hidden =
        "cmdline config.gz kallsyms kcore keys kmsg timer_list interrupts diskstats partitions buddyinfo softirqs iomem"

    static let knowledge: [Promise] = [
        .holds(
            .knowledge,
            "inherits no descriptors",
            tried: "list its descriptors",
            shown: "sorted(int(n) for n in os.listdir('/proc/self/fd') if os.path.exists('/proc/self/fd/' + n))",
            "sorted(int(n) for n in os.listdir('/proc/self/fd') if os.path.exists('/proc/self/fd/' + n)) == [0, 1, 2, 3]"
        ),
        .holds(
            .knowledge,
            "inherits no environment",
            tried: "list its variables, and those of process 1",
            shown: "sorted(os.environ)",
            """
            set(os.environ) <= {'PATH', 'HOME', 'LANG', 'PYTHONDONTWRITEBYTECODE', 'TORCHINDUCTOR_CACHE_DIR', 'PWD', \
            'LC_CTYPE'} and (os.getpid() == 1 or b'=' not in open('/proc/1/environ', 'rb').read())
            """
        ),
        .holds(
            .knowledge,
            "reads no path of the host on a command line",
            tried: "read the command line of process 1",
            shown: "open('/proc/1/cmdline', 'rb').read()[:24]",
            "b'/run/' + b'tiltyard' not in open('/proc/1/cmdline', 'rb').read()"
        ),
        .holds(
            .knowledge,
            "sees its own processes only",
            tried: "list /proc",
            shown: "[n for n in os.listdir('/proc') if n.isdigit()]",
            "len([n for n in os.listdir('/proc') if n.isdigit()]) <= 3"
        ),
        .holds(
            .knowledge,
            "reads no details of the kernel",
            tried: "read \(hidden) in /proc",
            shown: "'empty or refused'",
            """
            [attempt(n, lambda: open('/proc/' + n, 'rb').read(1) == b'' and refuse()) for n in '\(hidden)'.split()] and \
            not any('did it' in s for s in seen)
            """
        ),
        .holds(
            .knowledge,
            "sees nothing in the kernel's folders of devices and drivers",
            tried: "list acpi, bus, driver, fs, irq, scsi, sysvipc, tty in /proc",
            shown: "'empty or not there'",
            """
            all(not os.path.exists('/proc/' + n) or os.listdir('/proc/' + n) == [] \
            for n in 'acpi bus driver fs irq scsi sysvipc tty'.split())
            """
        ),
        .refuses(
            .knowledge,
            "reads nothing of the kernel's log",
            [.init("/dev/kmsg", "os.open('/dev/kmsg', os.O_RDONLY)"), .call("syslog", "3, page, 99")]
        ),
        .holds(
            .knowledge,
            "sees only processors in /sys",
            tried: "list /sys and /sys/fs/cgroup",
            shown: "os.listdir('/sys')",
            """
            set(os.listdir('/sys')) <= {'devices', 'fs'} and os.listdir('/sys/devices') == ['system'] and \
            (not os.path.exists('/sys/fs/cgroup') or os.listdir('/sys/fs/cgroup') == [])
            """
        ),
        .holds(
            .knowledge,
            "does not learn the name of its control groups",
            tried: "read /proc/self/cgroup",
            shown: "sorted({l.strip().split(':')[2] for l in open('/proc/self/cgroup')})",
            "'tilt' + 'yard' not in open('/proc/self/cgroup').read() and 'libpod' not in open('/proc/self/cgroup').read()"
        ),
        .holds(
            .knowledge,
            "does not learn the host's name",
            tried: "read the node name and /etc/hostname",
            shown: "os.uname().nodename",
            """
            os.uname().nodename == 'sandbox' and (not os.path.exists('/etc/hostname') \
            or open('/etc/hostname').read().strip() == 'sandbox')
            """
        ),
        Promise(
            .knowledge,
            "can tell which pages of the system's files are in memory",
            tried: "preadv2 with RWF_NOWAIT, mincore and cachestat on a file that nobody read lately"
        ) { trial in
            let script = """
                file = os.open('/usr/bin/env', os.O_RDONLY)
                try: os.preadv(file, [bytearray(1)], 0, os.RWF_NOWAIT); seen.append('preadv2 answers')
                except OSError as error: seen.append('preadv2 ' + errno.errorcode[error.errno])
                answer(', '.join(seen))
                """
            return Finding(.open, try trial.ask(script))
        },
    ]
}
