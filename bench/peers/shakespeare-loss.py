#!/usr/bin/python3
"""nanoGPT's CPU recipe on tinyshakespeare in PyTorch: the loss over the whole validation split, for a seed each.

usage: shakespeare-loss.py TEXT SEED...
The peer of `pawl run examples/shakespeare-cpu.yaml --set train.order=random --set train.seed=SEED`. Threads: OMP_NUM_THREADS.
"""

import math
import sys

import torch

from gpt import Gpt, Settings, adamw

BLOCK, BATCH, STEPS, WARM_UP = 64, 12, 2000, 100


def learning_rate(step):
    if step < WARM_UP:
        return 1e-3 * (step + 1) / (WARM_UP + 1)
    ratio = (step - WARM_UP) / (STEPS - WARM_UP)
    return 1e-4 + 0.5 * (1 + math.cos(math.pi * ratio)) * 9e-4


text = open(sys.argv[1], encoding="utf-8").read()
index = {character: i for i, character in enumerate(sorted(set(text)))}
tokens = torch.tensor([index[character] for character in text])
split = int(len(text) * 0.9)
train, validation = tokens[:split], tokens[split:]
for seed in map(int, sys.argv[2:]):
    torch.manual_seed(seed)
    model = Gpt(Settings(vocabulary=len(index), block=BLOCK, layers=4, heads=4, width=128))
    optimizer = adamw(model, 1e-3, (0.9, 0.99), 0.1)
    for step in range(STEPS):
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(step)
        starts = torch.randint(len(train) - BLOCK, (BATCH,))
        optimizer.zero_grad(set_to_none=True)
        _, loss = model(
            torch.stack([train[i : i + BLOCK] for i in starts]),
            torch.stack([train[i + 1 : i + BLOCK + 1] for i in starts]),
        )
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
    windows = (len(validation) - 1) // BLOCK
    inputs = validation[: windows * BLOCK].view(windows, BLOCK)
    targets = validation[1 : windows * BLOCK + 1].view(windows, BLOCK)
    with torch.no_grad():
        total = sum(model(i, t)[1].item() * len(i) for i, t in zip(inputs.split(64), targets.split(64)))
    print(f"seed {seed}: {total / windows:.4f}", flush=True)
