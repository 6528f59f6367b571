# The image of a contestant's container: empty folders and the few files of /etc that programs expect. Programs and
# libraries are the machine's own; the launcher shows them read-only, as bubblewrap does.
#
#   podman build --timestamp 0 --tag localhost/tiltyard-contestant --file docker/contestant.Dockerfile docker
FROM scratch
COPY rootfs /
WORKDIR /usr
WORKDIR /bin
WORKDIR /sbin
WORKDIR /lib
WORKDIR /lib64
WORKDIR /proc
WORKDIR /sys
WORKDIR /dev
WORKDIR /run
WORKDIR /venv
WORKDIR /harness
WORKDIR /channel
WORKDIR /tmp
USER 65534:65534
