"""Ed25519 signatures, checked by the formulas of RFC 8032, section 5.1.7. Slow, and only for tests."""

import hashlib

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT = pow(2, (P - 1) // 4, P)
NEUTRAL = (0, 1)


def x_of(y: int, sign: int) -> int | None:
    """Returns the x coordinate with this sign that belongs to y, or None when there is none."""
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    return P - x if x & 1 != sign else x


def point(data: bytes) -> tuple[int, int] | None:
    """Returns the point that 32 bytes stand for."""
    number = int.from_bytes(data, "little")
    y, sign = number & ((1 << 255) - 1), number >> 255
    x = x_of(y, sign) if y < P else None
    return None if x is None else (x, y)


def add(one: tuple[int, int], two: tuple[int, int]) -> tuple[int, int]:
    """Adds two points."""
    (a, b), (c, d) = one, two
    product = D * a * b * c * d
    x = (a * d + b * c) * pow(1 + product, -1, P)
    y = (b * d + a * c) * pow(1 - product, -1, P)
    return x % P, y % P


def times(number: int, what: tuple[int, int]) -> tuple[int, int]:
    """Adds a point to itself so often."""
    total = NEUTRAL
    while number:
        if number & 1:
            total = add(total, what)
        what, number = add(what, what), number >> 1
    return total


BASE_Y = 4 * pow(5, -1, P) % P
BASE = (x_of(BASE_Y, 0), BASE_Y)


def verify(key: bytes, message: bytes, signature: bytes) -> bool:
    """Returns whether a signature over a message was made with the secret half of a key."""
    public, commitment = point(key), point(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or public is None or commitment is None or scalar >= ORDER:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    return times(scalar, BASE) == add(commitment, times(challenge, public))
