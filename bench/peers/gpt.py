"""A GPT-2-shaped model in plain PyTorch, the peer of src/Pawl.Text/Model: same architecture, same parameter names.

Written for comparison only; uses nothing newer than PyTorch 1.13.
"""

import math
from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional


@dataclass
class Settings:
    vocabulary: int
    block: int
    layers: int
    heads: int
    width: int
    dropout: float = 0.0
    bias: bool = False
    tanh_gelu: bool = False


class LayerNorm(nn.Module):
    def __init__(self, width, bias):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))
        self.bias = nn.Parameter(torch.zeros(width)) if bias else None

    def forward(self, x):
        return functional.layer_norm(x, self.weight.shape, self.weight, self.bias, 1e-5)


class Attention(nn.Module):
    def __init__(self, s):
        super().__init__()
        self.s = s
        self.c_attn = nn.Linear(s.width, 3 * s.width, bias=s.bias)
        self.c_proj = nn.Linear(s.width, s.width, bias=s.bias)
        mask = torch.ones(s.block, s.block, dtype=torch.bool).tril()
        self.register_buffer("mask", mask, persistent=False)

    def forward(self, x):
        batch, length, width = x.shape
        head = width // self.s.heads
        q, k, v = self.c_attn(x).split(width, dim=2)
        q, k, v = (t.view(batch, length, self.s.heads, head).transpose(1, 2) for t in (q, k, v))
        weights = (q @ k.transpose(-2, -1)) * (1.0 / math.sqrt(head))
        weights = weights.masked_fill(~self.mask[:length, :length], float("-inf")).softmax(dim=-1)
        weights = functional.dropout(weights, self.s.dropout, self.training)
        y = (weights @ v).transpose(1, 2).contiguous().view(batch, length, width)
        return functional.dropout(self.c_proj(y), self.s.dropout, self.training)


class Mlp(nn.Module):
    def __init__(self, s):
        super().__init__()
        self.s = s
        self.c_fc = nn.Linear(s.width, 4 * s.width, bias=s.bias)
        self.c_proj = nn.Linear(4 * s.width, s.width, bias=s.bias)

    def forward(self, x):
        x = functional.gelu(self.c_fc(x), approximate="tanh" if self.s.tanh_gelu else "none")
        return functional.dropout(self.c_proj(x), self.s.dropout, self.training)


class Block(nn.Module):
    def __init__(self, s):
        super().__init__()
        self.ln_1 = LayerNorm(s.width, s.bias)
        self.attn = Attention(s)
        self.ln_2 = LayerNorm(s.width, s.bias)
        self.mlp = Mlp(s)

    def forward(self, x):
        x = x + self.attn(self.ln_1(x))
        return x + self.mlp(self.ln_2(x))


class Gpt(nn.Module):
    def __init__(self, s):
        super().__init__()
        self.s = s
        self.transformer = nn.ModuleDict(
            dict(
                wte=nn.Embedding(s.vocabulary, s.width),
                wpe=nn.Embedding(s.block, s.width),
                h=nn.ModuleList([Block(s) for _ in range(s.layers)]),
                ln_f=LayerNorm(s.width, s.bias),
            )
        )
        for name, parameter in self.named_parameters():
            if parameter.dim() == 2:
                residual = name.endswith("c_proj.weight")
                nn.init.normal_(parameter, std=0.02 / math.sqrt(2 * s.layers) if residual else 0.02)
            elif name.endswith("bias"):
                nn.init.zeros_(parameter)

    def forward(self, tokens, targets):
        t = self.transformer
        positions = torch.arange(tokens.shape[1])
        x = functional.dropout(t.wte(tokens) + t.wpe(positions), self.s.dropout, self.training)
        for block in t.h:
            x = block(x)
        logits = functional.linear(t.ln_f(x), t.wte.weight)
        loss = functional.cross_entropy(logits.view(-1, logits.shape[-1]), targets.view(-1))
        return logits, loss


def adamw(model, lr, betas, decay):
    """AdamW with decay on tensors of two or more dimensions only."""
    matrices = [p for p in model.parameters() if p.dim() >= 2]
    vectors = [p for p in model.parameters() if p.dim() < 2]
    groups = [dict(params=matrices, weight_decay=decay), dict(params=vectors, weight_decay=0.0)]
    return torch.optim.AdamW(groups, lr=lr, betas=betas)
