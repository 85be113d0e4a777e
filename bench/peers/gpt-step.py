#!/usr/bin/python3
"""A whole training step (forward, backward, clipping, AdamW) of a nanoGPT recipe in PyTorch: one JSON line.

usage: gpt-step.py cpu|baby THREADS [SECONDS]
OpenBLAS has threads of its own, which THREADS does not reach: set OPENBLAS_NUM_THREADS too.
"""

import sys

import torch

from gpt import Gpt, Settings, adamw
from result import show, timed

VOCABULARY = 65
RECIPES = {  # settings, batch, steps to warm up
    "cpu": (Settings(vocabulary=VOCABULARY, block=64, layers=4, heads=4, width=128), 12, 20),
    "baby": (Settings(vocabulary=VOCABULARY, block=256, layers=6, heads=6, width=384), 16, 2),
}

recipe, threads = sys.argv[1], int(sys.argv[2])
seconds = float(sys.argv[3]) if len(sys.argv) > 3 else 5.0
if recipe not in RECIPES:
    sys.exit(f"gpt-step.py: expected one of {', '.join(RECIPES)}, got {recipe}")
settings, batch, warm_up = RECIPES[recipe]
torch.set_num_threads(threads)
torch.manual_seed(1337)
model = Gpt(settings)
optimizer = adamw(model, lr=1e-3, betas=(0.9, 0.99), decay=0.1)
tokens = torch.randint(VOCABULARY, (batch, settings.block))
targets = torch.randint(VOCABULARY, (batch, settings.block))
value = 0.0


def step():
    global value
    optimizer.zero_grad(set_to_none=True)
    _, loss = model(tokens, targets)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    value = loss.item()


times = timed(step, warm_up, seconds)
show(f"gpt-{recipe}", times, batch * settings.block, "tokens/s", loss=value)
