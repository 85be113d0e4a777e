#!/usr/bin/python3
"""A whole training step (forward, backward, clipping, AdamW) of nanoGPT's CPU recipe in PyTorch: one JSON line.

usage: gpt-step.py THREADS [STEPS]
"""

import json
import statistics
import sys
import time

import torch

from gpt import Gpt, Settings, adamw

threads, steps, warm_up = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100, 30
torch.set_num_threads(threads)
torch.manual_seed(1337)
model = Gpt(Settings(vocabulary=65, block=64, layers=4, heads=4, width=128))
optimizer = adamw(model, lr=1e-3, betas=(0.9, 0.99), decay=0.1)
times = []
for step in range(warm_up + steps):
    tokens = torch.randint(65, (12, 64))
    targets = torch.randint(65, (12, 64))
    start = time.perf_counter()
    optimizer.zero_grad(set_to_none=True)
    _, loss = model(tokens, targets)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    value = loss.item()
    times.append((time.perf_counter() - start) * 1e3)
times = times[warm_up:]
# Debian's torch takes whatever libblas.so.3 is; the reference one is some twenty times slower than OpenBLAS and no fair peer.
blas = "OpenBLAS" if "openblas" in open("/proc/self/maps").read() else "the reference BLAS"
print(
    json.dumps(
        dict(
            name="pytorch",
            threads=threads,
            median_ms=round(statistics.median(times), 3),
            min_ms=round(min(times), 3),
            loss=value,
            version=f"{torch.__version__} on {blas}",
        )
    )
)
