#!/usr/bin/python3
"""Sampling from the baby GPT of nanoGPT's Shakespeare recipe in PyTorch: one JSON line.

6 layers, 6 heads, 384 wide, block 256, vocabulary 65; one prompt token, one stream, multinomial sampling at temperature 0.8.

usage: sample.py cached|plain TOKENS THREADS [ROUNDS]
  cached  keys and values of earlier tokens are kept, one new row a token
  plain   the whole window is computed again for every token, as nanoGPT's generate does
OpenBLAS has threads of its own; OPENBLAS_NUM_THREADS is set to THREADS unless the environment has it.
"""

import os
import sys
import time

mode, tokens, threads = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
rounds = int(sys.argv[4]) if len(sys.argv) > 4 else 5
if mode not in ("cached", "plain"):
    sys.exit(f"sample.py: expected cached or plain, got {mode}")
# Read when the library is loaded, so before torch is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", str(threads))

import torch
from torch.nn import functional

from gpt import Gpt, Settings
from result import show

TEMPERATURE = 0.8


class Cache:
    """Keys and values of one stream, preallocated: a list entry a layer, each (heads, block, head width)."""

    def __init__(self, s):
        shape = (s.heads, s.block, s.width // s.heads)
        self.keys = [torch.zeros(shape) for _ in range(s.layers)]
        self.values = [torch.zeros(shape) for _ in range(s.layers)]
        self.length = 0


def product(layer, x):
    """W x + b of one row: mv is some three times as fast as linear here, which takes a general matrix product."""
    return torch.mv(layer.weight, x) if layer.bias is None else torch.addmv(layer.bias, layer.weight, x)


def step(model, token, cache):
    """Logits (vocabulary) after one more token."""
    s, t = model.s, model.transformer
    head, past = s.width // s.heads, cache.length
    x = t.wte.weight[token] + t.wpe.weight[past]
    for i, block in enumerate(t.h):
        n = functional.layer_norm(x, (s.width,), block.ln_1.weight, block.ln_1.bias, 1e-5)
        q, k, v = product(block.attn.c_attn, n).view(3, s.heads, 1, head)
        cache.keys[i][:, past : past + 1] = k
        cache.values[i][:, past : past + 1] = v
        keys, values = cache.keys[i][:, : past + 1], cache.values[i][:, : past + 1]
        weights = torch.softmax(torch.bmm(q * head**-0.5, keys.transpose(1, 2)), dim=-1)
        x = x + product(block.attn.c_proj, torch.bmm(weights, values).view(s.width))
        n = functional.layer_norm(x, (s.width,), block.ln_2.weight, block.ln_2.bias, 1e-5)
        x = x + product(block.mlp.c_proj, functional.gelu(product(block.mlp.c_fc, n)))
    cache.length = past + 1
    n = functional.layer_norm(x, (s.width,), t.ln_f.weight, t.ln_f.bias, 1e-5)
    return torch.mv(t.wte.weight, n)


def pick(logits):
    return torch.multinomial(torch.softmax(logits / TEMPERATURE, dim=-1), num_samples=1)


def generate_cached(model, count):
    cache, text = Cache(model.s), [0]
    for _ in range(count):
        text.append(pick(step(model, text[-1], cache)).item())
    return text


def generate_plain(model, count):
    """nanoGPT's generate, but with the head on the last position alone, as its model does when it infers."""
    t, text = model.transformer, torch.zeros((1, 1), dtype=torch.long)
    for _ in range(count):
        window = text[:, -model.s.block :]
        x = t.wte(window) + t.wpe(torch.arange(window.shape[1]))
        for block in t.h:
            x = block(x)
        logits = functional.linear(t.ln_f(x[:, -1]), t.wte.weight)
        text = torch.cat((text, pick(logits)), dim=1)
    return text[0].tolist()


def check(model):
    """The two ways compute the same."""
    tokens, cache = torch.randint(model.s.vocabulary, (1, 9)), Cache(model.s)
    for token in tokens[0].tolist():
        logits = step(model, token, cache)
    whole, _ = model(tokens, tokens)
    torch.testing.assert_close(logits, whole[0, -1], rtol=1e-4, atol=1e-5)


torch.set_num_threads(threads)
torch.manual_seed(1337)
model = Gpt(Settings(vocabulary=65, block=256, layers=6, heads=6, width=384)).eval()
if mode == "cached" and tokens > model.s.block:
    sys.exit(f"sample.py: cached takes at most {model.s.block} tokens, the block: got {tokens}")
with torch.no_grad():
    check(model)
    generate = generate_cached if mode == "cached" else generate_plain
    generate(model, min(tokens, 32))
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        generate(model, tokens)
        times.append((time.perf_counter() - start) * 1e3)
show(f"sample-{mode}", times, tokens, "tokens/s")
