#!/usr/bin/env python3
"""A second verifier of Karez evidence, written from docs/decisions/0002-evidence-bytes.md alone.

Python 3.9's standard library only, with its own SM3, SM2 and Ed25519. It shares no line with the product: where both say the same,
the bytes mean what the decision record says.

    python3 verify.py FILE            verify an export or a receipt: exit code 0 intact, 1 not
    python3 verify.py --vectors FILE  check every published test vector
"""
import hashlib
import json
import re
import sys

# --- SM3 (GB/T 32905) ---------------------------------------------------------------------------------------------------------------

MASK = 0xFFFFFFFF
IV = (0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E)


def rotl(x, n):
    n %= 32
    return ((x << n) | (x >> (32 - n))) & MASK


ROUND = [rotl(0x79CC4519 if j < 16 else 0x7A879D8A, j) for j in range(64)]


def sm3(data):
    padded = data + b"\x80" + bytes((55 - len(data)) % 64) + (8 * len(data)).to_bytes(8, "big")
    state = IV
    for at in range(0, len(padded), 64):
        state = sm3_block(state, padded[at : at + 64])
    return b"".join(word.to_bytes(4, "big") for word in state)


def sm3_block(state, block):
    w = [int.from_bytes(block[i : i + 4], "big") for i in range(0, 64, 4)]
    for j in range(16, 68):
        x = w[j - 16] ^ w[j - 9] ^ rotl(w[j - 3], 15)
        w.append(x ^ rotl(x, 15) ^ rotl(x, 23) ^ rotl(w[j - 13], 7) ^ w[j - 6])
    a, b, c, d, e, f, g, h = state
    for j in range(64):
        ss1 = rotl((rotl(a, 12) + e + ROUND[j]) & MASK, 7)
        ss2 = ss1 ^ rotl(a, 12)
        ff = a ^ b ^ c if j < 16 else (a & b) | (a & c) | (b & c)
        gg = e ^ f ^ g if j < 16 else (e & f) | (~e & g)
        tt1 = (ff + d + ss2 + (w[j] ^ w[j + 4])) & MASK
        tt2 = (gg + h + ss1 + w[j]) & MASK
        a, b, c, d = tt1, a, rotl(b, 9), c
        e, f, g, h = tt2 ^ rotl(tt2, 9) ^ rotl(tt2, 17), e, rotl(f, 19), g
    return tuple(x ^ y for x, y in zip(state, (a, b, c, d, e, f, g, h)))


# --- SM2 signatures (GM/T 0003.2, curve of 0003.5, user id of GM/T 0009) ----------------------------------------------------------

P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
A = P - 3
B = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
N = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
G = (
    0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
    0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0,
)
USER = b"1234567812345678"


def add(p, q):
    if p is None or q is None:
        return q if p is None else p
    if p[0] == q[0]:
        if (p[1] + q[1]) % P == 0:
            return None
        slope = (3 * p[0] * p[0] + A) * pow(2 * p[1], -1, P) % P
    else:
        slope = (q[1] - p[1]) * pow(q[0] - p[0], -1, P) % P
    x = (slope * slope - p[0] - q[0]) % P
    return x, (slope * (p[0] - x) - p[1]) % P


def multiply(k, point):
    result = None
    while k:
        if k & 1:
            result = add(result, point)
        point = add(point, point)
        k >>= 1
    return result


def sm2_verifies(public_key, message, signature):
    if len(public_key) != 65 or public_key[0] != 4 or len(signature) != 64:
        return False
    point = int.from_bytes(public_key[1:33], "big"), int.from_bytes(public_key[33:], "big")
    if (point[1] ** 2 - point[0] ** 3 - A * point[0] - B) % P:
        return False
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    if not (0 < r < N and 0 < s < N) or (r + s) % N == 0:
        return False
    curve = b"".join(number.to_bytes(32, "big") for number in (A, B, *G, *point))
    z = sm3((8 * len(USER)).to_bytes(2, "big") + USER + curve)
    e = int.from_bytes(sm3(z + message), "big")
    found = add(multiply(s, G), multiply((r + s) % N, point))
    return found is not None and (e + found[0]) % N == r


# --- Ed25519 (RFC 8032) -------------------------------------------------------------------------------------------------------------

Q = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, Q) % Q


def ed_decode(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    xx = (y * y - 1) * pow(D * y * y + 1, -1, Q) % Q
    x = pow(xx, (Q + 3) // 8, Q)
    if (x * x - xx) % Q:
        x = x * pow(2, (Q - 1) // 4, Q) % Q
    if y >= Q or (x * x - xx) % Q or (x == 0 and sign):
        return None
    return (Q - x if x & 1 != sign else x), y


def ed_add(p, q):
    t = D * p[0] * q[0] * p[1] * q[1] % Q
    x = (p[0] * q[1] + q[0] * p[1]) * pow(1 + t, -1, Q) % Q
    return x, (p[1] * q[1] + p[0] * q[0]) * pow(1 - t, -1, Q) % Q


def ed_multiply(k, point):
    result = (0, 1)
    while k:
        if k & 1:
            result = ed_add(result, point)
        point = ed_add(point, point)
        k >>= 1
    return result


ED_BASE = ed_decode((4 * pow(5, -1, Q) % Q).to_bytes(32, "little"))


def ed25519_verifies(public_key, message, signature):
    if len(public_key) != 32 or len(signature) != 64:
        return False
    key, r, s = ed_decode(public_key), ed_decode(signature[:32]), int.from_bytes(signature[32:], "little")
    if key is None or r is None or s >= L:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public_key + message).digest(), "little") % L
    return ed_multiply(s, ED_BASE) == ed_add(r, ed_multiply(k, key))


# --- the tree (RFC 9162 §2.1) ---------------------------------------------------------------------------------------------------------

HASHES = {"sm3": sm3, "sha256": lambda data: hashlib.sha256(data).digest()}
VERIFIERS = {"sm2": sm2_verifies, "ed25519": ed25519_verifies}


def leaf_hash(algorithm, record):
    return HASHES[algorithm](b"\x00" + record)


def split_of(size):
    return 1 << ((size - 1).bit_length() - 1)


def tree_root(algorithm, hashes):
    if not hashes:
        return HASHES[algorithm](b"")
    if len(hashes) == 1:
        return hashes[0]
    split = split_of(len(hashes))
    return HASHES[algorithm](b"\x01" + tree_root(algorithm, hashes[:split]) + tree_root(algorithm, hashes[split:]))


def root_by_proof(algorithm, leaf, index, size, proof):
    """Root that an inclusion proof leads to, or None where its length is wrong."""
    if size == 1:
        return leaf if not proof else None
    if not proof or not 0 <= index < size:
        return None
    split = split_of(size)
    if index < split:
        left, right = root_by_proof(algorithm, leaf, index, split, proof[:-1]), proof[-1]
    else:
        left, right = proof[-1], root_by_proof(algorithm, leaf, index - split, size - split, proof[:-1])
    return None if left is None or right is None else HASHES[algorithm](b"\x01" + left + right)


def roots_by_consistency(algorithm, first, second, proof, known):
    """Pair of roots (older, newer) that a consistency proof leads to; `known` is the older root where the older tree is one node."""
    if first == second:
        if known is not None:
            return (known, known) if not proof else None
        return (proof[0], proof[0]) if len(proof) == 1 else None
    if not proof:
        return None
    split, node = split_of(second), lambda left, right: HASHES[algorithm](b"\x01" + left + right)
    if first <= split:
        inner = roots_by_consistency(algorithm, first, split, proof[:-1], known)
        return inner and (inner[0], node(inner[1], proof[-1]))
    inner = roots_by_consistency(algorithm, first - split, second - split, proof[:-1], None)
    return inner and (node(proof[-1], inner[0]), node(proof[-1], inner[1]))


# --- keys, heads, receipts, exports ---------------------------------------------------------------------------------------------------

def key_id(algorithm, public_key):
    return sm3(b"karez-key-1\0" + algorithm.encode() + b"\0" + public_key)[:16].hex()


def canonical(value):
    """RFC 8785 for what heads hold: strings without escapes beyond JSON's own, whole numbers, null."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def keyring(keys):
    return {key_id(k["algorithm"], bytes.fromhex(k["publicKey"])): (k["algorithm"], bytes.fromhex(k["publicKey"])) for k in keys}


def check_head(signed, ring, log=None):
    """Findings about one head, and the head itself."""
    head = json.loads(signed["body"])
    if head.get("kind") != "karez-tree-head" or head.get("v") != 1 or canonical(head) != signed["body"]:
        return {"head-unfit"}, head
    if log is not None and (head["log"], head["hash"]) != log:
        return {"head-unfit"}, head
    if head["key"] not in ring:
        return {"head-key-unknown"}, head
    algorithm, public_key = ring[head["key"]]
    good = VERIFIERS[algorithm](public_key, signed["body"].encode(), bytes.fromhex(signed["signature"]))
    return (set() if good else {"head-signature"}), head


def check_receipt(receipt):
    findings, head = check_head(receipt["head"], keyring(receipt["keys"]))
    leaf = leaf_hash(head["hash"], receipt["record"].encode())
    root = root_by_proof(head["hash"], leaf, receipt["index"], head["size"], [bytes.fromhex(h) for h in receipt["proof"]])
    if root is None or root.hex() != head["root"]:
        findings.add("proof-fails")
    committed = json.loads(receipt["record"])["committed"]
    for opening in receipt["openings"]:
        if opening["value"] is None:
            continue
        if sm3(bytes.fromhex(opening["salt"]) + opening["value"].encode()).hex() != committed[opening["field"]]:
            findings.add("opening-differs")
    return findings


class Tiles:
    """Hashes of a file by tile, and what follows from them."""

    def __init__(self, algorithm, tiles):
        self.algorithm = algorithm
        self.hashes = {(t["level"], t["index"]): split_hashes(t["hashes"]) for t in tiles}

    def root(self, size):
        """Root of the first `size` leaves: complete subtrees from tiles, folded from the right; None where a tile is not there."""
        roots, at = [], 0
        while at < size:
            width = 1 << ((size - at).bit_length() - 1)
            part = self.subtree(at, width)
            if part is None:
                return None
            roots.append(part)
            at += width
        if not roots:
            return tree_root(self.algorithm, [])
        result = roots.pop()
        while roots:
            result = HASHES[self.algorithm](b"\x01" + roots.pop() + result)
        return result

    def subtree(self, at, width):
        level = 0
        while width >= 256:
            level, at, width = level + 1, at // 256, width // 256
        part = self.hashes.get((level, at // 256), [])[at % 256 : at % 256 + width]
        return tree_root(self.algorithm, part) if len(part) == width else None

    def findings(self, size):
        found = set()
        for (level, index), hashes in self.hashes.items():
            count = size // 256**level
            if index * 256 + 256 > count:
                if len(hashes) != count - index * 256:
                    found.add("tile-broken")
                continue
            parent = self.hashes.get((level + 1, index // 256), [])
            if index % 256 >= len(parent) or parent[index % 256] != tree_root(self.algorithm, hashes):
                found.add("tile-broken")
        return found

    def leaf(self, index):
        tile = self.hashes.get((0, index // 256), [])
        return tile[index % 256] if index % 256 < len(tile) else None


def split_hashes(text):
    data = bytes.fromhex(text)
    return [data[at : at + 32] for at in range(0, len(data), 32)]


def check_export(lines):
    front, leaves = [], []
    for line in lines:
        other = json.loads(line) if line.startswith(b'{"karez":') else None
        (leaves if other is None or other["karez"] == "erased" else front).append((line, other))
    header = front[0][1]
    of = lambda kind: [other for _line, other in front if other["karez"] == kind]
    algorithm, ring, tiles = header["hash"], keyring(of("key")), Tiles(header["hash"], of("tile"))
    findings, heads = tiles.findings(header["size"]), []
    for signed in of("head"):
        found, head = check_head(signed, ring, (header["log"], algorithm))
        findings |= found
        root = tiles.root(head["size"])
        if root is not None and root.hex() != head["root"]:
            findings.add("root-differs")
        if heads:
            before, text = heads[-1]
            link = HASHES[algorithm](b"\x02" + text.encode()).hex()
            if (head["number"], head["previous"]) != (before["number"] + 1, link) or head["at"] < before["at"] or head["size"] < before["size"]:
                findings.add("head-chain")
        heads.append((head, signed["body"]))
    if not heads or heads[-1][0]["size"] != header["size"]:
        return findings | {"head-missing"}
    acts, found = proven_acts(of("proof"), heads[-1][0])
    return findings | found | check_leaves(header, leaves, tiles, acts)


def erasing_act(record):
    act = json.loads(record)
    facts = act["facts"]
    return act["id"], (facts.get("from"), facts.get("to"), facts.get("rule"))


def proven_acts(proofs, head):
    acts, findings = {}, set()
    for proof in proofs:
        leaf = leaf_hash(head["hash"], proof["record"].encode())
        root = root_by_proof(head["hash"], leaf, proof["index"], head["size"], [bytes.fromhex(h) for h in proof["proof"]])
        if root is None or root.hex() != head["root"]:
            findings.add("proof-fails")
        elif proof["record"].startswith('{"action":"audit.erase-bodies"'):
            name, act = erasing_act(proof["record"])
            acts[name] = act
    return acts, findings


def check_leaves(header, leaves, tiles, acts):
    sealed = {tiles.leaf(index): index for index in range(header["from"], header["to"])}
    findings, seen, strays, erased, last = set(), set(), 0, [], header["from"] - 1
    for line, other in leaves:
        leaf = bytes.fromhex(other["hash"]) if other else leaf_hash(header["hash"], line)
        index = sealed.get(leaf)
        if index is None:
            strays += 1
        elif index in seen:
            findings.add("duplicated")
        else:
            if index < last:
                findings.add("out-of-order")
            seen.add(index)
            last = max(last, index)
            if other:
                erased.append((index, other))
            elif line.startswith(b'{"action":"audit.erase-bodies"'):
                name, act = erasing_act(line)
                acts[name] = act
    absent = [index for index in range(header["from"], header["to"]) if index not in seen]
    if strays:
        findings.add("altered" if absent else "foreign")
    if len(absent) > strays:
        findings.add("cut-short" if absent[-1] == header["to"] - 1 else "missing")
    for index, other in erased:
        start, end, rule = acts.get(other["by"], (0, 0, None))
        if not start <= index < end or rule != other["rule"]:
            findings.add("erased-without-record")
    return findings


def check_file(data):
    lines = [line for line in data.split(b"\n") if line]
    if lines and lines[0].startswith(b'{"karez":"receipt"'):
        return check_receipt(json.loads(lines[0]))
    return check_export(lines)


# --- the published vectors ------------------------------------------------------------------------------------------------------------

def check_vectors(vectors):
    """Yields (what, whether it holds) for every vector."""
    yield "SM3 of abc (GB/T 32905)", sm3(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    for key in vectors["keys"]:
        yield "key id, " + key["algorithm"], key_id(key["algorithm"], bytes.fromhex(key["publicKey"])) == key["id"]
    for number, record in enumerate(vectors["records"]):
        data = record["text"].encode()
        yield f"record {number}", all(leaf_hash(name, data).hex() == leaf for name, leaf in record["leaf"].items())
        committed = json.loads(record["text"])["committed"]
        for field, value in record.get("opened", {}).items():
            at = ["matter", "operator", "origin", "payload"].index(field) * 32
            salt = bytes.fromhex(record["salts"])[at : at + 32]
            yield f"record {number}, {field}", sm3(salt + value.encode()).hex() == committed[field]
    for tree in vectors["trees"]:
        yield from check_tree(tree)
    for head in vectors["heads"]:
        yield "head", not check_head(head, keyring(vectors["keys"]))[0]
        yield "head link", all(HASHES[name](b"\x02" + head["body"].encode()).hex() == link for name, link in head["link"].items())
    for file in vectors["files"]:
        findings = check_file(file["text"].encode())
        yield "file: " + file["name"], (not findings) if file["intact"] else file["finding"] in findings


def check_tree(tree):
    name = tree["hash"]
    leaves = [leaf_hash(name, f"leaf {index}".encode()) for index in range(300)]
    roots = {entry["size"]: entry["root"] for entry in tree["roots"]}
    for size, root in roots.items():
        yield f"{name} root of {size}", tree_root(name, leaves[:size]).hex() == root
    for case in tree["inclusion"]:
        proof = [bytes.fromhex(h) for h in case["proof"]]
        found = root_by_proof(name, leaves[case["index"]], case["index"], case["size"], proof)
        yield f"{name} inclusion of {case['index']}", found is not None and found.hex() == roots[case["size"]]
    for case in tree["consistency"]:
        proof = [bytes.fromhex(h) for h in case["proof"]]
        known = bytes.fromhex(roots[case["first"]])
        found = roots_by_consistency(name, case["first"], case["second"], proof, known)
        wanted = (roots[case["first"]], roots[case["second"]])
        yield f"{name} consistency from {case['first']}", found is not None and (found[0].hex(), found[1].hex()) == wanted


def main(words):
    if len(words) == 2 and words[0] == "--vectors":
        with open(words[1], encoding="utf-8") as file:
            results = list(check_vectors(json.load(file)))
        failed = [what for what, holds in results if not holds]
        print(f"{len(results) - len(failed)} vectors hold, {len(failed)} fail" + "".join(f"\n  {what}" for what in failed))
        return 1 if failed else 0
    if len(words) != 1 or re.match("-", words[0]):
        print(__doc__, file=sys.stderr)
        return 2
    with open(words[0], "rb") as file:
        data = file.read()
    try:
        findings = check_file(data)
    except (ValueError, KeyError, TypeError, IndexError) as error:
        findings = {f"unreadable ({error})"}
    print("INTACT" if not findings else "NOT INTACT: " + ", ".join(sorted(findings)))
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
