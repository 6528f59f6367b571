#define _GNU_SOURCE
#include "CSpawn.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

int tiltyard_listen(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) return -ENAMETOOLONG;
    strcpy(address.sun_path, path);
    int listener = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    if (listener < 0) return -errno;
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || chmod(path, 0666) < 0 || listen(listener, 1) < 0) {
        int error = errno;
        close(listener);
        return -error;
    }
    return listener;
}

int tiltyard_accept(int listener, pid_t *process, uid_t *user) {
    int connection;
    do connection = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
    while (connection < 0 && errno == EINTR);
    if (connection < 0) return -errno;
    struct ucred credentials;
    socklen_t length = sizeof credentials;
    if (getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &credentials, &length) < 0) {
        int error = errno;
        close(connection);
        return -error;
    }
    *process = credentials.pid;
    *user = credentials.uid;
    return connection;
}

int tiltyard_open_process(pid_t process) {
    int descriptor = (int)syscall(SYS_pidfd_open, process, 0);
    return descriptor < 0 ? -errno : descriptor;
}

int tiltyard_signal_process(int process, int signal) {
    return syscall(SYS_pidfd_send_signal, process, signal, NULL, 0) < 0 ? -errno : 0;
}

int tiltyard_wait_for_stranger(int process, int timeout_ms) {
    struct pollfd waiting = {.fd = process, .events = POLLIN};
    int ready;
    do ready = poll(&waiting, 1, timeout_ms);
    while (ready < 0 && errno == EINTR);
    return ready < 0 ? -errno : ready;
}

// Between fork and its end only async-signal-safe calls are made: the parent may be a threaded Swift process.
static void watch(int process, int pipe) {
    char byte;
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, NULL);
    setsid();
    prctl(PR_SET_NAME, "tiltyard-guard");
    if (dup2(pipe, 0) < 0 || dup2(process, 1) < 0) _exit(1);
    syscall(SYS_close_range, 2U, ~0U, 0);
    ssize_t count;
    do count = read(0, &byte, 1);
    while (count < 0 && errno == EINTR);
    if (count == 0) syscall(SYS_pidfd_send_signal, 1, SIGKILL, NULL, 0);
    _exit(0);
}

int tiltyard_guard(int process, int pipe) {
    if (process < 3 || pipe < 3) return -EINVAL;
    pid_t pid = fork();
    if (pid == 0) watch(process, pipe);
    return pid < 0 ? -errno : pid;
}
