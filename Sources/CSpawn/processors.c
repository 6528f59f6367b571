#define _GNU_SOURCE
#include "CSpawn.h"

#include <errno.h>
#include <sched.h>
#include <sys/prctl.h>

int tiltyard_processors(int *numbers, size_t capacity) {
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) < 0) return -errno;
    size_t count = 0;
    for (int number = 0; number < CPU_SETSIZE && count < capacity; number++)
        if (CPU_ISSET(number, &set)) numbers[count++] = number;
    return (int)count;
}

int tiltyard_confine(const int *numbers, size_t count) {
    cpu_set_t set;
    CPU_ZERO(&set);
    for (size_t i = 0; i < count; i++)
        if (numbers[i] >= 0 && numbers[i] < CPU_SETSIZE) CPU_SET(numbers[i], &set);
    return sched_setaffinity(0, sizeof set, &set) < 0 ? -errno : 0;
}

int tiltyard_adopt_orphans(void) { return prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) < 0 ? -errno : 0; }
