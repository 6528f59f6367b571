"""A small decoder-only transformer in plain torch.

Attention is written out as two products and a softmax: a faster way to compute the same thing is a fair way to win.
No layer has a bias. The exact gradient of an attention key's bias is zero, and AdamW turns the rounding noise in its
place into full-size updates that no two honest programs share.
"""

import math

import torch
from torch import nn
from torch.nn import functional

from workloads.settings import TinyGPTSettings


class Attention(nn.Module):
    """Causal self-attention over (batch, positions, width)."""

    def __init__(self, settings: TinyGPTSettings, device: str) -> None:
        super().__init__()
        width = settings.width
        self.heads = settings.heads
        self.query_key_value = nn.Linear(width, 3 * width, bias=False, device=device)
        self.output = nn.Linear(width, width, bias=False, device=device)
        future = torch.full((settings.sequence_length, settings.sequence_length), -math.inf, device=device).triu(1)
        self.register_buffer("future", future, persistent=False)

    def forward(self, hidden: torch.Tensor) -> torch.Tensor:
        batch, positions, width = hidden.shape
        split = self.query_key_value(hidden).view(batch, positions, 3, self.heads, width // self.heads)
        query, key, value = split.permute(2, 0, 3, 1, 4)
        scores = query @ key.transpose(-1, -2) / math.sqrt(width // self.heads)
        attention = (scores + self.future[:positions, :positions]).softmax(-1)
        return self.output((attention @ value).transpose(1, 2).reshape(batch, positions, width))


class FeedForward(nn.Module):
    """Two matrices around a GELU, four times as wide inside."""

    def __init__(self, settings: TinyGPTSettings, device: str) -> None:
        super().__init__()
        self.expand = nn.Linear(settings.width, 4 * settings.width, bias=False, device=device)
        self.contract = nn.Linear(4 * settings.width, settings.width, bias=False, device=device)

    def forward(self, hidden: torch.Tensor) -> torch.Tensor:
        return self.contract(functional.gelu(self.expand(hidden)))


class Block(nn.Module):
    """Attention and feed-forward, each behind a norm and around a residual connection."""

    def __init__(self, settings: TinyGPTSettings, device: str) -> None:
        super().__init__()
        self.attention_norm = nn.RMSNorm(settings.width, eps=1e-6, device=device)
        self.attention = Attention(settings, device)
        self.feed_forward_norm = nn.RMSNorm(settings.width, eps=1e-6, device=device)
        self.feed_forward = FeedForward(settings, device)

    def forward(self, hidden: torch.Tensor) -> torch.Tensor:
        hidden = hidden + self.attention(self.attention_norm(hidden))
        return hidden + self.feed_forward(self.feed_forward_norm(hidden))


class TinyGPT(nn.Module):
    """Token and position embeddings, blocks, a last norm, and a head of its own."""

    def __init__(self, settings: TinyGPTSettings, device: str = "cpu") -> None:
        super().__init__()
        self.token_embedding = nn.Embedding(settings.vocabulary, settings.width, device=device)
        self.position_embedding = nn.Embedding(settings.sequence_length, settings.width, device=device)
        self.blocks = nn.ModuleList(Block(settings, device) for _ in range(settings.layers))
        self.norm = nn.RMSNorm(settings.width, eps=1e-6, device=device)
        self.head = nn.Linear(settings.width, settings.vocabulary, bias=False, device=device)

    def forward(self, tokens: torch.Tensor) -> torch.Tensor:
        """Returns logits of shape (batch, positions, vocabulary) for int64 tokens of shape (batch, positions)."""
        positions = torch.arange(tokens.shape[1], device=tokens.device)
        hidden = self.token_embedding(tokens) + self.position_embedding(positions)
        for block in self.blocks:
            hidden = block(hidden)
        return self.head(self.norm(hidden))
