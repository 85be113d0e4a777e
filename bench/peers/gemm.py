#!/usr/bin/python3
"""A product of two square matrices of float32 by the BLAS that PyTorch uses: one JSON line.

usage: gemm.py SIZE THREADS [SECONDS]
OpenBLAS has threads of its own, which THREADS does not reach: set OPENBLAS_NUM_THREADS too.
"""

import sys

import torch

from result import show, timed

size, threads = int(sys.argv[1]), int(sys.argv[2])
seconds = float(sys.argv[3]) if len(sys.argv) > 3 else 3.0
torch.set_num_threads(threads)
torch.manual_seed(1)
a, b, c = torch.randn(size, size), torch.randn(size, size), torch.empty(size, size)
times = timed(lambda: torch.mm(a, b, out=c), 20, seconds)
gflops = 2 * size**3 / 1e9
show(f"gemm-{size}", times, gflops, "GFLOP/s")
