extension Promise {
    static let kernel: [Promise] = [
        .refuses(
            .kernel,
            "loads no code into the kernel",
            [
                .call("init_module", "None, 0, b''"), .call("finit_module", "-1, b'', 0"),
                .call("delete_module", "b'none', 0"), .call("kexec_load", "0, 999, None, 0"),
                .call("bpf", "-1, None, 0"),
            ]
        ),
        .refuses(
            .kernel,
            "sets no clock",
            [
                .init("clock_settime", "time.clock_settime(time.CLOCK_REALTIME, 1)"),
                .call("settimeofday", "page, None"), .call("adjtimex", "page"), .call("clock_adjtime", "0, page"),
            ]
        ),
        .refuses(
            .kernel,
            "keeps nothing in the kernel's keyrings",
            [
                .call("keyctl", "1, None"), .call("keyctl", "0, -4, 0"), .call("add_key", "b'user', b'k', b'v', 1, -3"),
                .call("request_key", "b'user', b'k', None, 0"),
            ]
        ),
        .refuses(
            .kernel,
            "makes and enters no namespace",
            [
                .call("unshare", "0x10000000"), .call("unshare", "0x40000000"), .call("unshare", "0x00020000"),
                .call("setns", "-1, 0"), .call("clone", "0x10000000 | 17, 0, 0, 0, 0"), .call("clone3", "page, 88"),
            ]
        ),
        .refuses(
            .kernel,
            "traces and reads no other process",
            [
                .call("ptrace", "16, os.getppid() or 1, 0, 0"),
                .call("process_vm_readv", "os.getppid() or 1, 0, 0, 0, 0, 0"),
                .call("process_vm_writev", "os.getppid() or 1, 0, 0, 0, 0, 0"), .call("pidfd_getfd", "-1, 0, 0"),
                .call("kcmp", "1, 1, 0, 0, 0"), .call("process_madvise", "-1, 0, 0, 0, 0"),
            ]
        ),
        .refuses(.kernel, "uses no performance counters", [.call("perf_event_open", "page, 0, -1, -1, 0")]),
        .refuses(.kernel, "handles no page faults itself", [.call("userfaultfd", "1")]),
        .refuses(
            .kernel,
            "takes none of the machine's asynchronous requests",
            [
                .call("io_uring_setup", "1, page"), .call("io_uring_enter", "-1, 0, 0, 0, None, 0"),
                .call("io_uring_register", "-1, 0, None, 0"), .call("io_setup", "8, ctypes.byref(ctypes.c_ulong(0))"),
            ]
        ),
        .refuses(
            .kernel,
            "decides nothing about memory nodes",
            [
                .call("mbind", "0, 0, 0, None, 0, 0"), .call("set_mempolicy", "0, None, 0"),
                .call("migrate_pages", "0, 0, None, None"), .call("move_pages", "0, 0, None, None, None, 0"),
            ]
        ),
        .refuses(
            .kernel,
            "does nothing to the machine as a whole",
            [
                .call("reboot", "0, 0, 0, None"), .call("swapon", "b'/none', 0"), .call("swapoff", "b'/none'"),
                .call("acct", "b'/none'"), .call("quotactl", "-1, b'/none', 0, None"), .call("syslog", "3, page, 99"),
                .call("vhangup"), .call("sethostname", "b'x', 1"), .call("setdomainname", "b'x', 1"),
            ]
        ),
        .refuses(
            .kernel,
            "changes no setting of the kernel",
            [
                .init("swappiness", "open('/proc/sys/vm/swappiness', 'w').write('60')"),
                .init("drop_caches", "open('/proc/sys/vm/drop_caches', 'w').write('0')"),
                .init("core_pattern", "open('/proc/sys/kernel/core_pattern', 'w')"),
                .init("hostname", "open('/proc/sys/kernel/hostname', 'w').write('x')"),
                .init("sysrq-trigger", "open('/proc/sysrq-trigger', 'w').write('h')"),
            ]
        ),
        .refuses(
            .kernel,
            "keeps the order of its memory random",
            [.call("personality", "0x0040000"), .call("personality", "0x0040008")]
        ),
        .refuses(
            .kernel,
            "types nothing into a terminal",
            [
                .call("ioctl", "0, 0x5412, b'x'"), .call("ioctl", "0, 0xff00005412, b'x'"),
                .call("ioctl", "0, 0x541C, b'x'"),
            ]
        ),
        .refuses(
            .kernel,
            "watches no file system",
            [.call("fanotify_init", "0, 0"), .call("lookup_dcookie", "0, page, 1"), .call("ustat", "0, page")]
        ),
    ]
}
