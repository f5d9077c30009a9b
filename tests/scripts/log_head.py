"""The head of the log in an export of version 5 or later, by nothing but Python's standard library: each entry's chain is
followed, each change held against its hash, and the tree of RFC 6962 made of it."""

import base64, hashlib, json, struct, sys


def sha(*pieces):
    return hashlib.sha256(b"".join(pieces)).digest()


def packed(value):
    """MessagePack, each number in as few bytes as it fits."""
    if value is None:
        return b"\xc0"
    if value is True or value is False:
        return b"\xc3" if value else b"\xc2"
    if isinstance(value, int):
        if 0 <= value < 1 << 7:
            return struct.pack("B", value)
        if value >= 0:
            sizes = [(8, b"\xcc", ">B"), (16, b"\xcd", ">H"), (32, b"\xce", ">I"), (64, b"\xcf", ">Q")]
            return next(tag + struct.pack(form, value) for bits, tag, form in sizes if value < 1 << bits)
        if value >= -32:
            return struct.pack("b", value)
        sizes = [(7, b"\xd0", ">b"), (15, b"\xd1", ">h"), (31, b"\xd2", ">i"), (63, b"\xd3", ">q")]
        return next(tag + struct.pack(form, value) for bits, tag, form in sizes if -value <= 1 << bits)
    if isinstance(value, str):
        text = value.encode()
        return head(len(text), 31, 0xA0, [0xD9, 0xDA, 0xDB]) + text
    if isinstance(value, list):
        return head(len(value), 15, 0x90, [None, 0xDC, 0xDD]) + b"".join(map(packed, value))
    pairs = [packed(each) for pair in value.items() for each in pair]
    return head(len(value), 15, 0x80, [None, 0xDE, 0xDF]) + b"".join(pairs)


def head(length, most, fixed, tags):
    if length <= most:
        return struct.pack("B", fixed | length)
    for tag, form, limit in zip(tags, [">B", ">H", ">I"], [1 << 8, 1 << 16, 1 << 32]):
        if tag is not None and length < limit:
            return struct.pack("B", tag) + struct.pack(form, length)


def leb128(number):
    more = number >> 7
    return bytes([number & 0x7F | 0x80]) + leb128(more) if more else bytes([number])


def stored(row):
    return packed(row["record"]) if "record" in row else bytes.fromhex(row["bytes"])


def root(leaves):
    if not leaves:
        return sha()
    if len(leaves) == 1:
        return sha(b"\0", leaves[0])
    half = 1
    while 2 * half < len(leaves):
        half *= 2
    return sha(b"\1", root(leaves[:half]), root(leaves[half:]))


def main():
    before, leaves, origin = bytes(32), [], None
    for number, row in enumerate(json.load(sys.stdin)["log"], 1):
        assert row["seq"] == number, number
        header = stored(row)
        hashes = b""
        for change in row["changes"]:
            removed = change.get("removed")
            hashes += bytes.fromhex(removed) if removed else sha(bytes.fromhex(change["salt"]), stored(change))
        sealed = leb128(len(header)) + header + leb128(len(row["changes"])) + hashes
        known = bytes.fromhex(row["hash"])
        form = b"\1" + known if "chain" in row else b"\0"
        leaf = struct.pack(">Q", number) + form + sealed
        before = sha(before, leaf)
        assert before.hex() == row.get("chain", row["hash"]), number
        leaves.append(leaf)
        origin = origin or known.hex()
    print(f"tolv/{origin}\n{len(leaves)}\n{base64.b64encode(root(leaves)).decode()}")


main()
