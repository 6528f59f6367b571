import Glibc

/// What every sandbox finds inside, whichever engine makes it.
enum SandboxContents {
    /// Entries of `/proc` that tell about the host or the kernel.
    static let hiddenFiles = [
        "buddyinfo", "cgroups", "cmdline", "config.gz", "consoles", "crypto", "devices", "diskstats", "dma",
        "execdomains",
        "fb", "interrupts", "iomem", "ioports", "kallsyms", "kcore", "key-users", "keys", "kmsg", "latency_stats",
        "locks",
        "mdstat", "misc", "modules", "mtrr", "pagetypeinfo", "partitions", "sched_debug", "schedstat", "slabinfo",
        "softirqs", "swaps", "sysrq-trigger", "timer_list", "vmallocinfo", "zoneinfo",
    ]

    /// Folders of `/proc` that are hidden behind empty ones.
    static let hiddenFolders = [
        "acpi", "asound", "bus", "driver", "dynamic_debug", "fs", "irq", "pressure", "scsi", "sysvipc", "tty",
    ]

    /// The environment of the first process.
    ///
    /// - Parameters:
    ///   - own: What a sandbox adds, or has otherwise.
    ///   - driver: What an accelerator's driver needs.
    /// - Returns: Names and values.
    static func environment(adding own: [String: String], driver: [String: String] = [:]) -> [String: String] {
        let fixed = [
            "PATH": "/venv/bin:/usr/bin:/bin", "HOME": "/tmp", "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1",
            "TORCHINDUCTOR_CACHE_DIR": "/tmp/inductor",
        ]
        return fixed.merging(driver) { _, new in new }.merging(own) { _, new in new }
    }

    /// Limits of each process, by their names in containers' options.
    ///
    /// The address space stays free: torch reserves far more than it uses.
    static func resourceLimits(_ limits: Limits) -> [(name: String, resource: Int32, value: Int)] {
        [
            // One byte, not zero: at zero the kernel would still start a program that handles core dumps, as root.
            ("core", Int32(RLIMIT_CORE.rawValue), 1), ("nofile", Int32(RLIMIT_NOFILE.rawValue), 1024),
            ("fsize", Int32(RLIMIT_FSIZE.rawValue), limits.fileBytes),
            ("memlock", Int32(__RLIMIT_MEMLOCK.rawValue), 65_536), ("stack", Int32(RLIMIT_STACK.rawValue), 64 << 20),
            ("cpu", Int32(RLIMIT_CPU.rawValue), limits.processorSeconds),
            ("msgqueue", Int32(__RLIMIT_MSGQUEUE.rawValue), 0),
            ("sigpending", Int32(__RLIMIT_SIGPENDING.rawValue), 1024),
            ("rtprio", Int32(__RLIMIT_RTPRIO.rawValue), 0), ("nice", Int32(__RLIMIT_NICE.rawValue), 0),
            // A last resort where there is no control group: it counts all processes of the user.
            ("nproc", Int32(__RLIMIT_NPROC.rawValue), limits.processes * 4),
        ]
    }
}
