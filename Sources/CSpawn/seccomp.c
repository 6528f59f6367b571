#define _GNU_SOURCE
#include "CSpawn.h"

#include <errno.h>
#include <linux/sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

// One row a rule; the filter and the profile of container engines are made from it. What no row matches is allowed.
#define REFUSED(call) {#call, -1, EPERM, TILTYARD_ALWAYS, 0, 0, 0}
#define UNKNOWN(call, its_number) {#call, its_number, ENOSYS, TILTYARD_ALWAYS, 0, 0, 0}
#define NAMESPACE(flag) {"clone", -1, EPERM, TILTYARD_MASKED_EQUAL, 0, flag, flag}
#define FAMILY(family) {"socket", -1, EAFNOSUPPORT, TILTYARD_EQUAL, 0, family, 0}

static const struct tiltyard_seccomp_rule rules[] = {
    // Loading kernel code, tracing, mounting, keyrings, clocks, NUMA placement, asynchronous requests (the whole machine
    // shares one pool of them), and the calls through which one process reads another.
    REFUSED(acct), REFUSED(add_key), REFUSED(adjtimex), REFUSED(bpf), REFUSED(chroot), REFUSED(clock_adjtime),
    REFUSED(clock_settime), REFUSED(create_module), REFUSED(delete_module), REFUSED(fanotify_init),
    REFUSED(finit_module), REFUSED(fsconfig), REFUSED(fsmount), REFUSED(fsopen), REFUSED(fspick),
    REFUSED(get_kernel_syms), REFUSED(get_mempolicy), REFUSED(init_module), REFUSED(io_setup),
    REFUSED(io_uring_enter), REFUSED(io_uring_register), REFUSED(io_uring_setup), REFUSED(ioperm), REFUSED(iopl),
    REFUSED(kcmp), REFUSED(kexec_file_load), REFUSED(kexec_load), REFUSED(keyctl), REFUSED(lookup_dcookie),
    REFUSED(mbind), REFUSED(migrate_pages), REFUSED(mknod), REFUSED(mknodat), REFUSED(mount), REFUSED(mount_setattr),
    REFUSED(move_mount), REFUSED(move_pages), REFUSED(name_to_handle_at), REFUSED(nfsservctl),
    REFUSED(open_by_handle_at), REFUSED(open_tree), REFUSED(perf_event_open), REFUSED(pidfd_getfd),
    REFUSED(pivot_root), REFUSED(process_madvise), REFUSED(process_vm_readv), REFUSED(process_vm_writev),
    REFUSED(ptrace), REFUSED(query_module), REFUSED(quotactl), REFUSED(quotactl_fd), REFUSED(reboot),
    REFUSED(request_key), REFUSED(set_mempolicy), REFUSED(set_mempolicy_home_node), REFUSED(setdomainname),
    REFUSED(sethostname), REFUSED(setns), REFUSED(settimeofday), REFUSED(swapoff), REFUSED(swapon), REFUSED(sysfs),
    REFUSED(syslog), REFUSED(_sysctl), REFUSED(umount), REFUSED(umount2), REFUSED(unshare), REFUSED(uselib),
    REFUSED(userfaultfd), REFUSED(ustat), REFUSED(vhangup), REFUSED(vmsplice),
    // Newer than the library's tables; x86-64 and arm64 share these numbers. ENOSYS makes callers fall back.
    UNKNOWN(map_shadow_stack, 453), UNKNOWN(statmount, 457), UNKNOWN(listmount, 458), UNKNOWN(setxattrat, 463),
    UNKNOWN(getxattrat, 464), UNKNOWN(listxattrat, 465), UNKNOWN(removexattrat, 466), UNKNOWN(open_tree_attr, 467),
    // It passes its flags in memory, where no filter can read them; glibc falls back to clone.
    {"clone3", -1, ENOSYS, TILTYARD_ALWAYS, 0, 0, 0},
    NAMESPACE(CLONE_NEWNS), NAMESPACE(CLONE_NEWCGROUP), NAMESPACE(CLONE_NEWUTS), NAMESPACE(CLONE_NEWIPC),
    NAMESPACE(CLONE_NEWUSER), NAMESPACE(CLONE_NEWPID), NAMESPACE(CLONE_NEWNET),
    // Only Unix and IP sockets: the network namespace does not cover AF_VSOCK, which reaches the hypervisor.
    FAMILY(AF_UNSPEC), FAMILY(AF_AX25), FAMILY(AF_IPX), FAMILY(AF_APPLETALK), FAMILY(AF_NETROM), FAMILY(AF_BRIDGE),
    FAMILY(AF_ATMPVC), FAMILY(AF_X25), {"socket", -1, EAFNOSUPPORT, TILTYARD_GREATER, 0, AF_INET6, 0},
    {"socketpair", -1, EAFNOSUPPORT, TILTYARD_NOT_EQUAL, 0, AF_UNIX, 0},
    // Typing into a terminal (TIOCSTI, TIOCLINUX), whatever the upper half says: the kernel looks at the lower one only.
    {"ioctl", -1, EPERM, TILTYARD_MASKED_EQUAL, 1, 0x5412, 0xffffffff},
    {"ioctl", -1, EPERM, TILTYARD_MASKED_EQUAL, 1, 0x541C, 0xffffffff},
    // An address space that is not random (ADDR_NO_RANDOMIZE).
    {"personality", -1, EPERM, TILTYARD_MASKED_EQUAL, 0, 0x0040000, 0x0040000},
};

size_t tiltyard_seccomp_rules(const struct tiltyard_seccomp_rule **table) {
    *table = rules;
    return sizeof rules / sizeof *rules;
}

static int add_rule(scmp_filter_ctx filter, const struct tiltyard_seccomp_rule *rule) {
    int number = rule->number >= 0 ? rule->number : seccomp_syscall_resolve_name(rule->call);
    if (number == __NR_SCMP_ERROR || number < 0) return 0;
    struct scmp_arg_cmp comparison = {.arg = rule->argument, .datum_a = rule->value};
    switch (rule->comparison) {
    case TILTYARD_ALWAYS: return seccomp_rule_add(filter, SCMP_ACT_ERRNO(rule->error), number, 0);
    case TILTYARD_EQUAL: comparison.op = SCMP_CMP_EQ; break;
    case TILTYARD_NOT_EQUAL: comparison.op = SCMP_CMP_NE; break;
    case TILTYARD_GREATER: comparison.op = SCMP_CMP_GT; break;
    case TILTYARD_MASKED_EQUAL:
        comparison.op = SCMP_CMP_MASKED_EQ;
        comparison.datum_a = rule->mask;
        comparison.datum_b = rule->value;
        break;
    }
    return seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(rule->error), number, 1, &comparison);
}

static int add_rules(scmp_filter_ctx filter) {
    int result = 0;
    for (size_t i = 0; i < sizeof rules / sizeof *rules && result == 0; i++) result = add_rule(filter, &rules[i]);
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

int tiltyard_system_call_number(const char *name) { return seccomp_syscall_resolve_name(name); }
