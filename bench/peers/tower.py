#!/usr/bin/python3
"""A residual tower over boards in PyTorch, for training and for evaluation: one JSON line.

usage: tower.py train|infer BATCH THREADS [STEPS [BLOCKS CHANNELS RATIO]]     (defaults: 20 steps, 10 blocks of 128 channels, ratio 0)

train: zero the gradients, forward in training mode, loss = mean of the squared outputs, backward. No optimizer.
infer: forward in evaluation mode without gradients, twice: as the model is, and with each normalisation folded into the convolution
before it, which should be the faster way but is not always. The faster of the two is printed.
Boards are (BATCH, CHANNELS, 9, 9) standard normal numbers, channels last in memory, the same every step; the time of a step is all
of it, from the first call to the last result. 3 steps before the measured ones warm up.
"""

import math
import statistics
import sys
import time

import torch
from torch import nn
from torch.nn import functional

from result import show


class Block(nn.Module):
    """relu(x + norm2(conv2(relu(norm1(conv1(x)))))), gated by squeeze and excitation where the ratio is above 0."""

    def __init__(self, channels, ratio):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.norm1 = nn.BatchNorm2d(channels)
        self.conv2 = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.norm2 = nn.BatchNorm2d(channels)
        self.is_gated = ratio > 0
        if self.is_gated:
            width = max(1, math.floor(channels * ratio))
            self.squeeze = nn.Linear(channels, width)
            self.excite = nn.Linear(width, channels)

    def forward(self, x):
        y = functional.relu(self.norm1(self.conv1(x)))
        y = self.norm2(self.conv2(y))
        if self.is_gated:
            gate = torch.sigmoid(self.excite(functional.relu(self.squeeze(y.mean(dim=(2, 3))))))
            y = y * gate[:, :, None, None]
        return functional.relu(x + y)


class Stem(nn.Module):
    def __init__(self, planes, channels):
        super().__init__()
        self.conv = nn.Conv2d(planes, channels, 3, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(channels)

    def forward(self, x):
        return functional.relu(self.norm(self.conv(x)))


class Tower(nn.Module):
    """With planes of 0 there is no stem: boards come in with the tower's channels."""

    def __init__(self, blocks, channels, ratio=0.0, planes=0):
        super().__init__()
        if planes:
            self.stem = Stem(planes, channels)
        self.blocks = nn.ModuleList(Block(channels, ratio) for _ in range(blocks))

    def forward(self, x):
        if hasattr(self, "stem"):
            x = self.stem(x)
        for block in self.blocks:
            x = block(x)
        return x


def fold(tower):
    """Each normalisation of evaluation mode into the weights and bias of its convolution."""
    fuse = torch.nn.utils.fusion.fuse_conv_bn_eval
    for block in tower.blocks:
        block.conv1, block.norm1 = fuse(block.conv1, block.norm1), nn.Identity()
        block.conv2, block.norm2 = fuse(block.conv2, block.norm2), nn.Identity()
    return tower


def main():
    work, batch, threads = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    steps = int(sys.argv[4]) if len(sys.argv) > 4 else 20
    blocks, channels = (int(sys.argv[5]), int(sys.argv[6])) if len(sys.argv) > 6 else (10, 128)
    ratio = float(sys.argv[7]) if len(sys.argv) > 7 else 0.0
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    tower = Tower(blocks, channels, ratio).to(memory_format=torch.channels_last)
    boards = torch.randn(batch, channels, 9, 9).contiguous(memory_format=torch.channels_last)

    def train():
        tower.zero_grad(set_to_none=False)
        tower(boards).square().mean().backward()

    def infer():
        tower(boards)

    if work == "infer":
        tower.eval()
        torch.set_grad_enabled(False)

    def measure():
        step, times = {"train": train, "infer": infer}[work], []
        for _ in range(3 + steps):
            start = time.perf_counter()
            step()
            times.append((time.perf_counter() - start) * 1e3)
        return times[3:]

    times, variant = measure(), "as it is"
    if work == "infer":
        tower = fold(tower).to(memory_format=torch.channels_last)
        folded = measure()
        if statistics.median(folded) < statistics.median(times):
            times, variant = folded, "norms folded"
    show(f"tower-{work}", times, batch, "positions/s", batch=batch, variant=variant)


if __name__ == "__main__":
    main()
