#!/usr/bin/python3
"""Writes what PyTorch computes for two tiny GPTs, beside this file: weights, logits, loss, every gradient, 3 AdamW steps.

Run with a Python that has torch (written with 1.13):  /usr/bin/python3 tests/Pawl.Text.Tests/Model/reference/write_reference.py
The model runs in float64 and results are rounded to float32, so the files hold no rounding error of PyTorch's own kernels.
"""

import json
import struct
import sys
from pathlib import Path

import torch

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[3] / "bench" / "peers"))
from gpt import Gpt, Settings, adamw  # noqa: E402


def write_safetensors(path, tensors, metadata):
    header, blobs, offset = {"__metadata__": metadata}, [], 0
    for name in sorted(tensors):
        tensor = tensors[name].detach().contiguous()
        kind, blob = (
            ("I64", tensor.numpy().astype("<i8").tobytes())
            if tensor.dtype == torch.int64
            else ("F32", tensor.numpy().astype("<f4").tobytes())
        )
        header[name] = {"dtype": kind, "shape": list(tensor.shape), "data_offsets": [offset, offset + len(blob)]}
        blobs.append(blob)
        offset += len(blob)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(blobs))


def write(name, settings, batch, length, seed):
    torch.manual_seed(seed)
    model = Gpt(settings)
    with torch.no_grad():
        for parameter in model.parameters():
            # Far from the initial point, so that no gradient is near zero by symmetry.
            parameter.add_(torch.randn_like(parameter) * 0.15)
            parameter.copy_(parameter.float())
    # The weights are exact float32 numbers; the arithmetic on them is float64.
    model = model.double()
    tensors = {f"start/{n}": p.clone().detach() for n, p in model.named_parameters()}
    optimizer = adamw(model, lr=1e-2, betas=(0.9, 0.99), decay=0.1)
    losses = []
    for step in range(3):
        tokens = torch.randint(settings.vocabulary, (batch, length))
        targets = torch.randint(settings.vocabulary, (batch, length))
        logits, loss = model(tokens, targets)
        optimizer.zero_grad()
        loss.backward()
        tensors[f"tokens{step}"], tensors[f"targets{step}"] = tokens, targets
        losses.append(loss.item())
        if step == 0:
            tensors["logits"] = logits
            tensors.update({f"gradient/{n}": p.grad.clone() for n, p in model.named_parameters()})
        norm = torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        if step == 0:
            tensors["norm"] = norm.reshape(1)
        optimizer.step()
    tensors["losses"] = torch.tensor(losses)
    tensors.update({f"end/{n}": p.clone() for n, p in model.named_parameters()})
    write_safetensors(HERE / f"{name}.safetensors", tensors, {k: str(v) for k, v in vars(settings).items()})


write("bias-exact", Settings(vocabulary=19, block=12, layers=2, heads=3, width=24, bias=True), batch=3, length=11, seed=1)
write("plain-tanh", Settings(vocabulary=33, block=16, layers=2, heads=2, width=32, tanh_gelu=True), batch=2, length=16, seed=2)
