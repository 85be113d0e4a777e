#!/usr/bin/python3
"""Writes what PyTorch computes for two small towers, beside this file: state, one training step, evaluation.

Run with a Python that has torch (written with 1.13):
    /usr/bin/python3 tests/Pawl.Tensors.Tests/Modules/reference/write_reference.py
    /usr/bin/python3 tests/Pawl.Tensors.Tests/Modules/reference/write_reference.py --check FILE
The model runs in float64 and results are rounded to float32, so the files hold no rounding error of PyTorch's own kernels. Boards
are stored channels last. With --check it reads a file that Pawl wrote (the tensors of a model's state, "boards" and "evaluation"),
evaluates PyTorch's model with that state and compares.
"""

import json
import struct
import sys
from pathlib import Path

import torch

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[3] / "bench" / "peers"))
from tower import Tower  # noqa: E402

COUNT = "num_batches_tracked"


def write_safetensors(path, tensors, metadata):
    header, blobs, offset = {"__metadata__": metadata}, [], 0
    for name in sorted(tensors):
        tensor = tensors[name].detach().contiguous()
        blob = tensor.numpy().astype("<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [offset, offset + len(blob)]}
        blobs.append(blob)
        offset += len(blob)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(blobs))


def read_safetensors(path):
    data = Path(path).read_bytes()
    length = struct.unpack("<Q", data[:8])[0]
    header, body = json.loads(data[8 : 8 + length]), bytearray(data[8 + length :])
    metadata, tensors = header.pop("__metadata__", {}), {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        tensors[name] = torch.frombuffer(body[start:end], dtype=torch.float32).reshape(entry["shape"]).double()
    return metadata, tensors


def last(boards):
    return boards.permute(0, 2, 3, 1)


def first(boards):
    return boards.permute(0, 3, 1, 2)


def state(tower):
    return {n: t.clone().detach() for n, t in tower.state_dict().items() if not n.endswith(COUNT)}


def write(name, blocks, channels, ratio, planes, batch, seed):
    torch.manual_seed(seed)
    tower = Tower(blocks, channels, ratio, planes)
    with torch.no_grad():
        for n, tensor in tower.state_dict().items():
            if n.endswith("running_var"):
                tensor.uniform_(0.5, 2)
            elif not n.endswith(COUNT):
                # Far from the initial point, so that no gradient is near zero by symmetry.
                tensor.add_(torch.randn_like(tensor) * 0.2)
    # The state is exact float32 numbers; the arithmetic on them is float64.
    tower = tower.double()
    boards = torch.randn(batch, planes or channels, 9, 9).double().requires_grad_()
    target = torch.randn(batch, channels, 9, 9).double()
    tensors = {f"start/{n}": t for n, t in state(tower).items()}
    tensors["boards"], tensors["target"] = last(boards), last(target)
    tensors["evaluation"] = last(tower.eval()(boards))
    output = tower.train()(boards)
    loss = torch.nn.functional.mse_loss(output, target)
    loss.backward()
    tensors["output"], tensors["loss"] = last(output), loss.reshape(1)
    tensors["gradient/boards"] = last(boards.grad)
    tensors.update({f"gradient/{n}": p.grad for n, p in tower.named_parameters()})
    tensors.update({f"end/{n}": t for n, t in state(tower).items() if "running" in n})
    metadata = dict(blocks=blocks, channels=channels, ratio=ratio, planes=planes)
    write_safetensors(HERE / f"{name}.safetensors", tensors, {k: str(v) for k, v in metadata.items()})


def check(path):
    metadata, tensors = read_safetensors(path)
    tower = Tower(int(metadata["blocks"]), int(metadata["channels"]), float(metadata["ratio"]), int(metadata["planes"])).double()
    boards, evaluation = tensors.pop("boards"), tensors.pop("evaluation")
    keys = tower.load_state_dict(tensors, strict=False)
    missing = [key for key in keys.missing_keys if not key.endswith(COUNT)]
    assert not missing and not keys.unexpected_keys, f"missing {missing}, unexpected {keys.unexpected_keys}"
    with torch.no_grad():
        expected = last(tower.eval()(first(boards)))
    difference = ((expected - evaluation).abs().max() / expected.abs().max()).item()
    print(f"{path}: {len(tensors)} tensors fit; evaluation differs by {difference:.3g} of the largest number")
    assert difference < 1e-5


if sys.argv[1:2] == ["--check"]:
    check(sys.argv[2])
else:
    write("plain", blocks=2, channels=16, ratio=0.0, planes=0, batch=4, seed=1)
    write("squeeze", blocks=2, channels=16, ratio=0.25, planes=5, batch=4, seed=2)
