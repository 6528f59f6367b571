"""Addresses of accounts, as the records hold hotkeys."""

import hashlib

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def address(key: bytes) -> str:
    """Returns the SS58 address of a public key of 32 bytes on the network 42."""
    body = bytes([42]) + key
    number = int.from_bytes(body + hashlib.blake2b(b"SS58PRE" + body).digest()[:2], "big")
    text = ""
    while number:
        number, digit = divmod(number, 58)
        text = ALPHABET[digit] + text
    return text
