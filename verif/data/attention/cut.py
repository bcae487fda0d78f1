#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Cuts this folder's cases out of a larger tree of captured activations (see README.md).

usage: cut.py TREE DESTINATION

A cut keeps whole layers: the bytes of the kept layers are copied unchanged, only the .npy header's
shape is written anew. Cases whose layers are all kept are copied byte by byte.
"""
import ast
import hashlib
import json
import pathlib
import struct
import sys

# case -> (files, model layers kept)
CASES = {
    "moonshine_base_dec_d52/librivox_n94": (["Q.npy", "K.npy", "V.npy"], [3]),
    "moonshine_base_enc_d52/librivox_n128": (["Q.npy", "K.npy", "V.npy", "O.npy"], [0, 7]),
    "use_lite_l0_d64/kjv_eccl_n128": (["Q.npy", "K.npy", "V.npy", "O.npy", "X.npy"], [0]),
}
KEPT = ["model", "case", "layers", "heads", "n", "n_keys", "d", "scale", "scale_text", "causal", "mask",
        "d_model", "model_name", "source", "licence", "runtime", "positions", "x_meaning", "text", "note"]


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def cut_layers(content, layers, keep):
    """The .npy file `content` with only the layers `keep` of the first dimension `layers`."""
    assert content[:8] == b"\x93NUMPY\x01\x00"
    length = struct.unpack("<H", content[8:10])[0]
    header = ast.literal_eval(content[10:10 + length].decode("latin1"))
    data = content[10 + length:]
    assert header["shape"][0] == len(layers) and not header["fortran_order"]
    if keep == layers:
        return content, header["shape"]
    size = len(data) // len(layers)
    shape = (len(keep),) + header["shape"][1:]
    text = f"{{'descr': '{header['descr']}', 'fortran_order': False, 'shape': {shape}, }}"
    text = text.ljust(128 - 10 - 1) + "\n"  # numpy's own padding
    parts = [data[layers.index(layer) * size:][:size] for layer in keep]
    return content[:8] + struct.pack("<H", len(text)) + text.encode("latin1") + b"".join(parts), shape


def main(tree, destination):
    source = json.loads((tree / "manifest.json").read_text())["cases"]
    cases = {}
    for name, (files, keep) in CASES.items():
        entry = {key: source[name][key] for key in KEPT if key in source[name]}
        entry["text"] = entry["text"].replace(" (see transcripts in README)", "")
        if "X.npy" not in files:
            del entry["x_meaning"], entry["d_model"]
        layers, entry["layers"], entry["files"] = entry["layers"], keep, {}
        for file in files:
            original = (tree / name / file).read_bytes()
            assert sha256(original) == source[name]["files"][file]["sha256"], (name, file)
            content, shape = cut_layers(original, layers, keep)
            target = destination / name / file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            entry["files"][file] = {"shape": list(shape), "dtype": "float16", "sha256": sha256(content)}
            if content != original:
                entry["files"][file]["cut_from_sha256"] = sha256(original)
        cases[name] = entry
    text = "Q, K, V, O, X as docs/data.md says; float16"
    (destination / "manifest.json").write_text(json.dumps({"format": text, "cases": cases}, indent=1) + "\n")
    sums = [f"{e['files'][f]['sha256']}  {n}/{f}\n" for n, e in cases.items() for f in e["files"]]
    (destination / "SHA256SUMS").write_text("".join(sums))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
