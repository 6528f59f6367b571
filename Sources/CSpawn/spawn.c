#define _GNU_SOURCE
#include "CSpawn.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef CLOSE_RANGE_CLOEXEC
#define CLOSE_RANGE_CLOEXEC (1U << 2)
#endif

#ifndef CLONE_INTO_CGROUP
#define CLONE_INTO_CGROUP 0x200000000ULL
#endif

// Between fork and exec only async-signal-safe calls are made: the parent may be a threaded Swift process.
struct failure {
    enum tiltyard_spawn_step step;
    int error;
};

static void fail(int report, enum tiltyard_spawn_step step) {
    struct failure failure = {step, errno};
    ssize_t ignored = write(report, &failure, sizeof failure);
    (void)ignored;
    _exit(127);
}

// Makes the folders above `path`, which begins with the stage's own path of `length` bytes.
static int make_parents(char *path, size_t length) {
    for (char *slash = strchr(path + length + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        int status = mkdir(path, 0755);
        *slash = '/';
        if (status < 0 && errno != EEXIST) return -1;
    }
    return 0;
}

// Nothing that is shown can be written to, nor give rights by its owner; what the tool mounts itself is another matter.
static int restrict_mount(const char *target, int is_processes) {
    struct mount_attr attributes = {.attr_set = MOUNT_ATTR_NOSUID | (is_processes ? 0 : MOUNT_ATTR_RDONLY)};
    int status = mount_setattr(AT_FDCWD, target, AT_RECURSIVE, &attributes, sizeof attributes);
    return status < 0 && errno == ENOSYS ? 0 : status;
}

// Shows one source at `target`: a link as the same link unless its aim is wanted, everything else as a mount.
static int stage_mount(const struct tiltyard_staged_mount *shown, const char *target) {
    struct stat status;
    if (!shown->source) return mkdir(target, 0755);
    if ((shown->is_alone ? stat : lstat)(shown->source, &status) < 0) return -1;
    if (S_ISLNK(status.st_mode)) {
        char link[512];
        ssize_t length = readlink(shown->source, link, sizeof link);
        if (length < 0) return -1;
        if ((size_t)length == sizeof link) {
            errno = ENAMETOOLONG;
            return -1;
        }
        link[length] = '\0';
        return symlink(link, target);
    }
    if (S_ISDIR(status.st_mode)) {
        if (mkdir(target, 0755) < 0) return -1;
    } else {
        int file = open(target, O_CREAT | O_WRONLY | O_CLOEXEC, 0644);
        if (file < 0) return -1;
        close(file);
    }
    if (mount(shown->source, target, NULL, MS_BIND | (shown->is_alone ? 0 : MS_REC), NULL) < 0) return -1;
    return restrict_mount(target, strcmp(shown->name, "proc") == 0);
}

// Makes a root that shows each source at /<name> and nothing else of the host. The mounts live in a namespace that dies
// with the child, so that nothing is left behind, and root's bind mounts reach sources whose parent folders the child's
// user may not enter. The tool that is started there reads the list of mounts for every mount that it makes: the
// shorter the list, the sooner it is done.
static int enter_stage(const struct tiltyard_spawn_request *request) {
    char target[512];
    size_t length = strlen(request->stage);
    umask(022);
    if (unshare(CLONE_NEWNS) < 0) return -1;
    if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0) return -1;
    if (mount("tiltyard", request->stage, "tmpfs", MS_NOSUID | MS_NODEV, "size=64k,mode=0755") < 0) return -1;
    for (size_t i = 0; i < request->mount_count; i++) {
        int count = snprintf(target, sizeof target, "%s/%s", request->stage, request->mounts[i].name);
        if (count < 0 || (size_t)count >= sizeof target) {
            errno = ENAMETOOLONG;
            return -1;
        }
        if (make_parents(target, length) < 0 || stage_mount(&request->mounts[i], target) < 0) return -1;
    }
    // With both names the same, the old root lies on top of the new one, from where it is taken away.
    if (chdir(request->stage) < 0 || syscall(SYS_pivot_root, ".", ".") < 0) return -1;
    if (umount2(".", MNT_DETACH) < 0 || chdir("/") < 0) return -1;
    return mount(NULL, "/", NULL, MS_REMOUNT | MS_BIND | MS_NOSUID | MS_NODEV | MS_RDONLY, NULL);
}

// Sources are first moved above the table, so that filling slot i cannot overwrite a source still needed.
static int arrange_descriptors(const struct tiltyard_spawn_request *request) {
    int moved[64];
    size_t count = request->descriptor_count;
    if (count > 64) {
        errno = EINVAL;
        return -1;
    }
    for (size_t i = 0; i < count; i++) {
        moved[i] = fcntl(request->descriptors[i], F_DUPFD_CLOEXEC, (int)count);
        if (moved[i] < 0) return -1;
    }
    for (size_t i = 0; i < count; i++)
        if (dup2(moved[i], (int)i) < 0) return -1;
    return (int)syscall(SYS_close_range, (unsigned)count, ~0U, CLOSE_RANGE_CLOEXEC);
}

static int apply_limits(const struct tiltyard_spawn_request *request) {
    for (size_t i = 0; i < request->limit_count; i++) {
        struct rlimit limit;
        if (getrlimit(request->limits[i].resource, &limit) < 0) return -1;
        rlim_t value = (rlim_t)request->limits[i].value;
        if (limit.rlim_max != RLIM_INFINITY && value > limit.rlim_max) value = limit.rlim_max;
        limit.rlim_cur = limit.rlim_max = value;
        if (setrlimit(request->limits[i].resource, &limit) < 0) return -1;
    }
    return 0;
}

static int become_user(uid_t user) {
    if (syscall(SYS_setgroups, 0, NULL) < 0) return -1;
    if (syscall(SYS_setresgid, user, user, user) < 0) return -1;
    return (int)syscall(SYS_setresuid, user, user, user);
}

// A fork whose child is born in a version 2 group. `*is_inside` says whether it is: kernels before 5.7 cannot, and some
// containers' filters hide the call.
static pid_t fork_into(int folder, int *is_inside) {
    // The structure as kernel 5.7 has it, whatever headers this is compiled with.
    struct {
        uint64_t flags, pidfd, child_tid, parent_tid, exit_signal, stack, stack_size, tls, set_tid, set_tid_size, cgroup;
    } arguments = {.flags = CLONE_INTO_CGROUP, .exit_signal = SIGCHLD, .cgroup = (uint64_t)folder};
    *is_inside = 0;
    if (folder < 0) return fork();
    long pid = syscall(SYS_clone3, &arguments, sizeof arguments);
    if (pid < 0 && (errno == ENOSYS || errno == E2BIG || errno == EINVAL || errno == EPERM)) return fork();
    *is_inside = 1;
    return (pid_t)pid;
}

static int enter_cgroups(const struct tiltyard_spawn_request *request, int is_inside) {
    for (size_t i = 0; i < request->cgroup_count; i++)
        if (write(request->cgroups[i], "0", 1) < 0) return -1;
    if (is_inside || request->cgroup_folder < 0) return 0;
    int entrance = openat(request->cgroup_folder, "cgroup.procs", O_WRONLY | O_CLOEXEC);
    return entrance < 0 || write(entrance, "0", 1) < 0 ? -1 : 0;
}

static void run_child(const struct tiltyard_spawn_request *request, int report, pid_t parent, int is_inside) {
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (int number = 1; number < 32; number++)
        if (number != SIGKILL && number != SIGSTOP) signal(number, SIG_DFL);
    setsid();
    if (request->stage && enter_stage(request) < 0) fail(report, TILTYARD_STEP_STAGE);
    if (enter_cgroups(request, is_inside) < 0) fail(report, TILTYARD_STEP_CGROUP);
    int high_report = fcntl(report, F_DUPFD_CLOEXEC, (int)request->descriptor_count + 64);
    if (high_report < 0) fail(report, TILTYARD_STEP_DESCRIPTORS);
    if (arrange_descriptors(request) < 0) fail(high_report, TILTYARD_STEP_DESCRIPTORS);
    if (apply_limits(request) < 0) fail(high_report, TILTYARD_STEP_LIMITS);
    if (request->user >= 0 && become_user((uid_t)request->user) < 0) fail(high_report, TILTYARD_STEP_USER);
    if (request->bound_to_parent) {
        // Set after the change of user, which clears it; then look whether the parent is gone already.
        if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0) fail(high_report, TILTYARD_STEP_USER);
        if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) fail(high_report, TILTYARD_STEP_USER);
        if (getppid() != parent) _exit(127);
    }
    execve(request->path, request->arguments, request->environment);
    fail(high_report, TILTYARD_STEP_EXEC);
}

int tiltyard_spawn(const struct tiltyard_spawn_request *request, struct tiltyard_spawn_result *result) {
    int report[2];
    *result = (struct tiltyard_spawn_result){.pid = -1, .pidfd = -1, .failed_step = TILTYARD_STEP_FORK};
    if (pipe2(report, O_CLOEXEC) < 0) return -errno;
    pid_t parent = getpid();
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int is_inside;
    pid_t pid = fork_into(request->cgroup_folder, &is_inside);
    int fork_error = errno;
    if (pid == 0) run_child(request, report[1], parent, is_inside);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    close(report[1]);
    if (pid < 0) {
        close(report[0]);
        return -fork_error;
    }
    struct failure failure;
    ssize_t count;
    do count = read(report[0], &failure, sizeof failure);
    while (count < 0 && errno == EINTR);
    close(report[0]);
    if (count == (ssize_t)sizeof failure) {
        waitpid(pid, NULL, 0);
        result->failed_step = failure.step;
        return -failure.error;
    }
    result->pid = pid;
    result->pidfd = (int)syscall(SYS_pidfd_open, pid, 0);
    result->failed_step = TILTYARD_STEP_NONE;
    return result->pidfd < 0 ? -errno : 0;
}

int tiltyard_wait(int pidfd, int timeout_ms, int *exit_code) {
    struct pollfd waiting = {.fd = pidfd, .events = POLLIN};
    int ready;
    do ready = poll(&waiting, 1, timeout_ms);
    while (ready < 0 && errno == EINTR);
    if (ready < 0) return -errno;
    if (ready == 0) return 0;
    siginfo_t information;
    memset(&information, 0, sizeof information);
    if (waitid(P_PIDFD, (id_t)pidfd, &information, WEXITED) < 0) return -errno;
    *exit_code = information.si_code == CLD_EXITED ? information.si_status : 128 + information.si_status;
    return 1;
}

int tiltyard_restart(int64_t user, const int *descriptors, size_t descriptor_count, char *const *arguments,
    char *const *environment) {
    const struct tiltyard_spawn_request request = {
        .descriptors = descriptors, .descriptor_count = descriptor_count, .cgroup_folder = -1};
    if (user >= 0 && become_user((uid_t)user) < 0) return -errno;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) return -errno;
    if (arrange_descriptors(&request) < 0) return -errno;
    execve("/proc/self/exe", arguments, environment);
    return -errno;
}
