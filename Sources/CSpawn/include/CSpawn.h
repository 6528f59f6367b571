// The few system calls that Swift cannot make safely or at all: starting a child between fork and exec, passing
// descriptors over a socket, sealing memory files, and building a seccomp filter. Every function returns 0 or a
// non-negative value on success and a negative errno on failure; none of them allocates on behalf of the caller.
#ifndef TILTYARD_CSPAWN_H
#define TILTYARD_CSPAWN_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// What the child finds at `/<name>` in a mount namespace and under a root of its own.
struct tiltyard_staged_mount {
    // NULL: an empty folder.
    const char *_Nullable source;
    // One or more words with slashes between them; the folders above are made. None may lie below a link.
    const char *_Nonnull name;
    // Set: without what is mounted below it, and at the end of the link if it is one. Otherwise a link stays a link.
    int is_alone;
};

struct tiltyard_resource_limit {
    int resource;
    uint64_t value;
};

// The step of `tiltyard_spawn` that failed in the child.
enum tiltyard_spawn_step {
    TILTYARD_STEP_NONE = 0,
    TILTYARD_STEP_FORK,
    TILTYARD_STEP_STAGE,
    TILTYARD_STEP_CGROUP,
    TILTYARD_STEP_DESCRIPTORS,
    TILTYARD_STEP_LIMITS,
    TILTYARD_STEP_USER,
    TILTYARD_STEP_EXEC,
};

struct tiltyard_spawn_request {
    const char *_Nonnull path;
    char *_Nullable const *_Nonnull arguments;
    char *_Nullable const *_Nonnull environment;
    // Descriptor i of the child is descriptors[i]; every other descriptor is closed.
    const int *_Nonnull descriptors;
    size_t descriptor_count;
    // Open `tasks` files of version 1 groups, into which the child writes itself before it gives up its rights. Only one
    // thread that moves itself spares the kernel from waiting until every processor has passed a quiet point.
    const int *_Nullable cgroups;
    size_t cgroup_count;
    // The open folder of the version 2 group in which the child is born; -1: there is none.
    int cgroup_folder;
    const struct tiltyard_resource_limit *_Nullable limits;
    size_t limit_count;
    // An empty folder that becomes the child's root, read-only. Needs the right to mount. NULL: no mount namespace is made.
    const char *_Nullable stage;
    const struct tiltyard_staged_mount *_Nullable mounts;
    size_t mount_count;
    // The user and group to become; -1 keeps the present one.
    int64_t user;
    // Set: the child is killed when the thread that spawned it ends, and may gain no privileges.
    int bound_to_parent;
};

struct tiltyard_spawn_result {
    pid_t pid;
    int pidfd;
    enum tiltyard_spawn_step failed_step;
};

int tiltyard_spawn(const struct tiltyard_spawn_request *_Nonnull request, struct tiltyard_spawn_result *_Nonnull result);

// Waits for the child behind `pidfd`, at most `timeout_ms`. Returns 1 when it ended, 0 on timeout.
int tiltyard_wait(int pidfd, int timeout_ms, int *_Nonnull exit_code);

// The system's words for an errno value, always terminated.
void tiltyard_error_text(int error, char *_Nonnull text, size_t capacity);

// A pipe, closed on exec.
int tiltyard_pipe(int *_Nonnull reader, int *_Nonnull writer);

// Replaces this program by itself as another user, with no supplementary groups and no way to gain rights. Every thread
// but the new one is gone then, which no change of user inside a running program can promise. Descriptor i of the new
// program is descriptors[i]; every other one is closed. `user` -1 keeps the present one. Returns only on failure.
int tiltyard_restart(int64_t user, const int *_Nonnull descriptors, size_t descriptor_count,
    char *_Nullable const *_Nonnull arguments, char *_Nullable const *_Nonnull environment);

// A connected pair of SOCK_SEQPACKET sockets, closed on exec.
int tiltyard_socket_pair(int *_Nonnull first, int *_Nonnull second);
// Sends one packet with descriptors attached. Never raises SIGPIPE.
int tiltyard_send(int socket, const void *_Nonnull bytes, size_t count, const int *_Nullable descriptors, size_t descriptor_count);
// Receives one packet. `*length` is the packet's true length, which may exceed `capacity`. Descriptors that the
// sender attached are refused by the kernel, unless `descriptors` has room for them.
int tiltyard_receive(int socket, void *_Nonnull bytes, size_t capacity, size_t *_Nonnull length, int *_Nullable descriptors,
    size_t descriptor_capacity, size_t *_Nullable descriptor_count, int wait);

// A memory file of `size` bytes that can be neither shrunk nor grown. Returns its descriptor.
int tiltyard_memory_file(const char *_Nonnull name, uint64_t size);
// Forbids every write to a memory file, for ever. Fails with EBUSY while somebody has it mapped for writing.
int tiltyard_seal_against_writing(int descriptor);

// The processors that this thread may run on, in order. Returns how many were written.
int tiltyard_processors(int *_Nonnull numbers, size_t capacity);
// Keeps this thread, and those it starts from now on, on the given processors.
int tiltyard_confine(const int *_Nonnull numbers, size_t count);
// Makes this process the parent of every process below it whose own parent ends. Answers 0 or -errno.
int tiltyard_adopt_orphans(void);

enum tiltyard_seccomp_comparison {
    TILTYARD_ALWAYS = 0,
    TILTYARD_EQUAL,
    TILTYARD_NOT_EQUAL,
    TILTYARD_GREATER,
    // (argument & mask) == value
    TILTYARD_MASKED_EQUAL,
};

// One system call that is answered with an error, if an argument compares as said.
struct tiltyard_seccomp_rule {
    const char *_Nonnull call;
    // -1: the library knows it by name.
    int number;
    int error;
    enum tiltyard_seccomp_comparison comparison;
    unsigned argument;
    uint64_t value;
    uint64_t mask;
};

// All rules of the filter, in order. Returns how many there are.
size_t tiltyard_seccomp_rules(const struct tiltyard_seccomp_rule *_Nullable *_Nonnull table);
// Builds the seccomp filter of a contestant and returns a descriptor that holds it as cBPF, ready for `bwrap --seccomp`.
int tiltyard_seccomp_filter(void);
// The number of a system call on this machine's processor, or a negative value when the library knows none.
int tiltyard_system_call_number(const char *_Nonnull name);

// Listens on a new Unix packet socket at `path`, which everybody may connect to who reaches it.
int tiltyard_listen(const char *_Nonnull path);
// Takes the next connection and tells who made it, by the numbers that this process sees.
int tiltyard_accept(int listener, pid_t *_Nonnull process, uid_t *_Nonnull user);
// A descriptor for a process that need not be a child.
int tiltyard_open_process(pid_t process);
// Sends a signal through such a descriptor, so that it cannot reach a later process of the same number.
int tiltyard_signal_process(int process, int signal);
// Waits for the end of a process that is not a child. Returns 1 when it ended, 0 on timeout.
int tiltyard_wait_for_stranger(int process, int timeout_ms);
// Starts a child that kills the process behind `process` when every other copy of the writing end of `pipe` is closed
// without a byte having been written. It holds nothing else open. Returns its number.
int tiltyard_guard(int process, int pipe);

#endif
