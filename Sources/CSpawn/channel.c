#define _GNU_SOURCE
#include "CSpawn.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

enum { MAXIMUM_DESCRIPTORS = 8 };

void tiltyard_error_text(int error, char *text, size_t capacity) {
    char buffer[128];
    const char *words = strerror_r(error, buffer, sizeof buffer);
    if (capacity == 0) return;
    strncpy(text, words, capacity - 1);
    text[capacity - 1] = 0;
}

int tiltyard_pipe(int *reader, int *writer) {
    int pair[2];
    if (pipe2(pair, O_CLOEXEC) < 0) return -errno;
    *reader = pair[0];
    *writer = pair[1];
    return 0;
}

int tiltyard_socket_pair(int *first, int *second) {
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0) return -errno;
    *first = pair[0];
    *second = pair[1];
    return 0;
}

int tiltyard_send(int socket, const void *bytes, size_t count, const int *descriptors, size_t descriptor_count) {
    _Alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof(int) * MAXIMUM_DESCRIPTORS)];
    if (descriptor_count > MAXIMUM_DESCRIPTORS) return -EINVAL;
    struct iovec part = {.iov_base = (void *)bytes, .iov_len = count};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    if (descriptor_count > 0) {
        memset(control, 0, sizeof control);
        message.msg_control = control;
        message.msg_controllen = CMSG_SPACE(sizeof(int) * descriptor_count);
        struct cmsghdr *header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(sizeof(int) * descriptor_count);
        memcpy(CMSG_DATA(header), descriptors, sizeof(int) * descriptor_count);
    }
    ssize_t sent;
    do sent = sendmsg(socket, &message, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    if (sent < 0) return -errno;
    return (size_t)sent == count ? 0 : -EMSGSIZE;
}

static size_t take_descriptors(struct msghdr *message, int *descriptors) {
    size_t taken = 0;
    for (struct cmsghdr *header = CMSG_FIRSTHDR(message); header; header = CMSG_NXTHDR(message, header)) {
        if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) continue;
        size_t count = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        memcpy(descriptors + taken, CMSG_DATA(header), count * sizeof(int));
        taken += count;
    }
    return taken;
}

int tiltyard_receive(int socket, void *bytes, size_t capacity, size_t *length, int *descriptors,
    size_t descriptor_capacity, size_t *descriptor_count, int wait) {
    _Alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof(int) * MAXIMUM_DESCRIPTORS)];
    if (descriptor_capacity > MAXIMUM_DESCRIPTORS) return -EINVAL;
    struct iovec part = {.iov_base = bytes, .iov_len = capacity};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    if (descriptors && descriptor_capacity > 0) {
        message.msg_control = control;
        message.msg_controllen = CMSG_SPACE(sizeof(int) * descriptor_capacity);
    }
    ssize_t received;
    do received = recvmsg(socket, &message, MSG_TRUNC | MSG_CMSG_CLOEXEC | (wait ? 0 : MSG_DONTWAIT));
    while (received < 0 && errno == EINTR);
    if (received < 0) return -errno;
    *length = (size_t)received;
    if (descriptor_count) *descriptor_count = message.msg_control ? take_descriptors(&message, descriptors) : 0;
    return 0;
}

int tiltyard_memory_file(const char *name, uint64_t size) {
    int descriptor = memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (descriptor < 0) return -errno;
    // Every page is allocated here, so that a full machine is an error now and never a SIGBUS later.
    int error = size == 0 ? 0 : posix_fallocate(descriptor, 0, (off_t)size);
    if (error == 0 && fcntl(descriptor, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW) < 0) error = errno;
    if (error != 0) {
        close(descriptor);
        return -error;
    }
    return descriptor;
}

int tiltyard_seal_against_writing(int descriptor) {
    return fcntl(descriptor, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SEAL) < 0 ? -errno : 0;
}
