#define _GNU_SOURCE
#include "CSpawn.h"

#include <errno.h>
#include <linux/sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

// Refused with EPERM: loading kernel code, tracing, mounting, keyrings, clocks, NUMA placement, asynchronous requests (the
// whole machine shares one pool of them), and the calls through which one process reads another.
static const char *const refused[] = {
    "acct", "add_key", "adjtimex", "bpf", "chroot", "clock_adjtime", "clock_settime", "create_module", "delete_module",
    "fanotify_init", "finit_module", "fsconfig", "fsmount", "fsopen", "fspick", "get_kernel_syms", "get_mempolicy",
    "init_module", "io_setup", "io_uring_enter", "io_uring_register", "io_uring_setup", "ioperm", "iopl", "kcmp",
    "kexec_file_load", "kexec_load", "keyctl", "lookup_dcookie", "mbind", "migrate_pages", "mknod", "mknodat", "mount", "mount_setattr",
    "move_mount", "move_pages", "name_to_handle_at", "nfsservctl", "open_by_handle_at", "open_tree", "perf_event_open",
    "pidfd_getfd", "pivot_root", "process_madvise", "process_vm_readv", "process_vm_writev", "ptrace", "query_module",
    "quotactl", "quotactl_fd", "reboot", "request_key", "set_mempolicy", "set_mempolicy_home_node", "setdomainname",
    "sethostname", "setns", "settimeofday", "swapoff", "swapon", "sysfs", "syslog", "_sysctl", "umount", "umount2",
    "unshare", "uselib", "userfaultfd", "ustat", "vhangup", "vmsplice",
};

// Newer than the library's tables: map_shadow_stack, statmount, listmount, the *xattrat family, open_tree_attr (x86-64
// and arm64 share these numbers). ENOSYS makes callers fall back.
static const int unknown_to_library[] = {453, 457, 458, 463, 464, 465, 466, 467};

static const int namespaces[] = {CLONE_NEWNS, CLONE_NEWCGROUP, CLONE_NEWUTS, CLONE_NEWIPC,
    CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET};

static int add_rules(scmp_filter_ctx filter) {
    int result = 0;
    for (size_t i = 0; i < sizeof refused / sizeof *refused && result == 0; i++) {
        int number = seccomp_syscall_resolve_name(refused[i]);
        if (number != __NR_SCMP_ERROR && number >= 0) result = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), number, 0);
    }
    for (size_t i = 0; i < sizeof unknown_to_library / sizeof *unknown_to_library && result == 0; i++)
        result = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), unknown_to_library[i], 0);
    // clone3 passes its flags in memory, where no filter can read them; glibc falls back to clone.
    if (result == 0) result = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
    for (size_t i = 0; i < sizeof namespaces / sizeof *namespaces && result == 0; i++)
        result = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(clone), 1,
            SCMP_A0(SCMP_CMP_MASKED_EQ, namespaces[i], namespaces[i]));
    // Only Unix and IP sockets: the network namespace does not cover AF_VSOCK, which reaches the hypervisor.
    for (int family = 0; family <= AF_INET6 && result == 0; family++)
        if (family != AF_UNIX && family != AF_INET && family != AF_INET6)
            result = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EAFNOSUPPORT), SCMP_SYS(socket), 1, SCMP_A0(SCMP_CMP_EQ, family));
    if (result == 0)
        result = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EAFNOSUPPORT), SCMP_SYS(socket), 1, SCMP_A0(SCMP_CMP_GT, AF_INET6));
    if (result == 0)
        result = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EAFNOSUPPORT), SCMP_SYS(socketpair), 1, SCMP_A0(SCMP_CMP_NE, AF_UNIX));
    const unsigned long terminal_injection[] = {0x5412 /* TIOCSTI */, 0x541C /* TIOCLINUX */};
    for (size_t i = 0; i < 2 && result == 0; i++)
        result = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(ioctl), 1,
            SCMP_A1(SCMP_CMP_MASKED_EQ, 0xffffffff, terminal_injection[i]));
    const unsigned long no_randomisation = 0x0040000;
    if (result == 0)
        result = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(personality), 1,
            SCMP_A0(SCMP_CMP_MASKED_EQ, no_randomisation, no_randomisation));
    return result;
}

int tiltyard_seccomp_filter(void) {
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    if (!filter) return -ENOMEM;
    int result = add_rules(filter);
    int descriptor = result == 0 ? memfd_create("seccomp", MFD_CLOEXEC) : -1;
    if (result == 0 && descriptor < 0) result = -errno;
    if (result == 0) result = seccomp_export_bpf(filter, descriptor);
    seccomp_release(filter);
    if (result == 0 && lseek(descriptor, 0, SEEK_SET) < 0) result = -errno;
    if (result != 0) {
        if (descriptor >= 0) close(descriptor);
        return result;
    }
    return descriptor;
}
