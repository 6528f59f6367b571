// libsodium as Debian's package libsodium-dev installs it; nothing of our own.
#include <sodium.h>
