"""Trains the pair network: `python -m benchmarks.train_pair --shared ../shared/data --base FOLDER --pubmed FILE... -o data/judges/pair-1`.

A MiniLM-L6 cross-encoder (22 million parameters): general inference pairs and built medical claims first, SciFact train after
(docs/judge-pair-1.md). ``--base``: the folder of all-MiniLM-L6-v2 (model.safetensors, tokenizer.json). Needs torch, safetensors, tokenizers
and onnx in an environment of its own; the product needs none of them. About an hour on two idle cores. Seeded, but floating-point sums
depend on the machine: the weights that ship are pinned by their hash, a new run gives its equal, not its copy.
``--held FOLD`` leaves out every second claim, and writes the readings of those for `benchmarks.train_stack`.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional

from benchmarks import pairs as sets
from benchmarks.pairs import Row
from benchmarks.scifact import Pair, as_claim, pairs
from evidence.judges import lexical
from evidence.model import Stance
from evidence.records import parse

BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
SEED = 2
WIDTH, HEADS, INNER, LAYERS, WORDS, PLACES = 384, 12, 1536, 6, 30_522, 512
START, SEPARATE, CLAIM = 101, 102, 64
# epochs, learning rate, batch, tokens
FIRST, SECOND = (1, 1e-4, 32, 112), (3, 4e-5, 24, 192)
WARM = 0.06
SMOOTH = 0.05
TAKEN = {"inference": 9_000, "titles": 9_000, "later inference": 350, "later pubmedqa": 250}


class Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.i, self.u = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.n1, self.n2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        rows, tokens, _ = x.shape

        def heads(y: torch.Tensor) -> torch.Tensor:
            return y.view(rows, tokens, HEADS, WIDTH // HEADS).transpose(1, 2)

        seen = functional.scaled_dot_product_attention(heads(self.q(x)), heads(self.k(x)), heads(self.v(x)), attn_mask=mask)
        x = self.n1(x + self.o(seen.transpose(1, 2).reshape(rows, tokens, WIDTH)))
        return self.n2(x + self.u(functional.gelu(self.i(x))))


class Network(nn.Module):
    """Three logits - supports, neutral, refutes - from the first token and the mean of all."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.places, self.types = nn.Embedding(WORDS, WIDTH), nn.Embedding(PLACES, WIDTH), nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.head = nn.Linear(2 * WIDTH, 3)

    def forward(self, input_ids: torch.Tensor, token_type_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        at = torch.arange(input_ids.shape[1])[None]
        x = self.norm(self.words(input_ids) + self.places(at) + self.types(token_type_ids))
        mask = attention_mask[:, None, None, :].bool()
        for layer in self.layers:
            x = layer(x, mask)
        there = attention_mask[..., None].float()
        return self.head(torch.cat([x[:, 0], (x * there).sum(1) / there.sum(1)], 1))


def base(folder: Path) -> Network:
    """The published sentence encoder as a start; SystemExit where the file is not that one."""
    path = folder / "model.safetensors"
    if sha256(path.read_bytes()).hexdigest() != BASE_SHA256:
        raise SystemExit(f"{path} is not the pinned all-MiniLM-L6-v2.")
    given = {name.removeprefix("bert."): tensor for name, tensor in load_file(path).items()}
    network = Network()
    named = {"words": "embeddings.word_embeddings", "places": "embeddings.position_embeddings", "types": "embeddings.token_type_embeddings",
             "norm": "embeddings.LayerNorm"}
    inside = {"q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value", "o": "attention.output.dense",
              "n1": "attention.output.LayerNorm", "i": "intermediate.dense", "u": "output.dense", "n2": "output.LayerNorm"}
    named |= {f"layers.{n}.{ours}": f"encoder.layer.{n}.{theirs}" for n in range(LAYERS) for ours, theirs in inside.items()}
    state = network.state_dict()
    for ours, theirs in named.items():
        for part in ("weight", "bias"):
            if f"{ours}.{part}" in state:
                state[f"{ours}.{part}"] = given[f"{theirs}.{part}"]
    network.load_state_dict(state)
    return network


class Reader:
    """Rows as token numbers, in batches of like length."""

    def __init__(self, folder: Path) -> None:
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()

    def read(self, rows: Sequence[Row], longest: int) -> list[tuple[list[int], int, int]]:
        claims = self.tokenizer.encode_batch([row[0] for row in rows], add_special_tokens=False)
        others = self.tokenizer.encode_batch([row[1] for row in rows], add_special_tokens=False)
        found = []
        for claim, other, row in zip(claims, others, rows, strict=True):
            first = claim.ids[:CLAIM]
            found.append(([START, *first, SEPARATE, *other.ids[: longest - 3 - len(first)], SEPARATE], len(first) + 2, row[2]))
        return found


def batches(data: Sequence[tuple[list[int], int, int]], size: int, draw: random.Random) -> list[list[int]]:
    order = list(range(len(data)))
    draw.shuffle(order)
    found = []
    for start in range(0, len(order), size * 40):
        pool = sorted(order[start : start + size * 40], key=lambda at: len(data[at][0]))
        found += [pool[at : at + size] for at in range(0, len(pool), size)]
    draw.shuffle(found)
    return found


def tensors(data: Sequence[tuple[list[int], int, int]], chosen: Sequence[int]) -> tuple[torch.Tensor, ...]:
    longest = max(len(data[at][0]) for at in chosen)
    ids, types, mask = (torch.zeros(len(chosen), (longest + 7) // 8 * 8, dtype=torch.long) for _ in range(3))
    for row, at in enumerate(chosen):
        tokens, second, _ = data[at]
        ids[row, : len(tokens)] = torch.tensor(tokens)
        types[row, second : len(tokens)] = 1
        mask[row, : len(tokens)] = 1
    return ids, types, mask, torch.tensor([data[at][2] for at in chosen])


def loss(logits: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
    """Cross-entropy, smoothed; "not entailed" asks only that supports is not said."""
    logs = functional.log_softmax(logits, -1)
    either = truth == CLASS_OF_TWO
    whole = functional.nll_loss(logs, torch.where(either, 0, truth), reduction="none")
    return torch.where(either, -torch.logsumexp(logs[:, 1:], -1), (1 - SMOOTH) * whole - SMOOTH * logs.mean(-1)).mean()


CLASS_OF_TWO = sets.CLASSES["not_entailment"]


def train(network: Network, reader: Reader, rows: Sequence[Row], how: tuple[int, float, int, int], stage: str) -> None:
    epochs, rate, size, longest = how
    data = reader.read(rows, longest)
    for part in (network.words, network.places, network.types):
        part.weight.requires_grad_(False)
    moved = [weight for weight in network.parameters() if weight.requires_grad]
    optimiser = torch.optim.AdamW(moved, lr=rate, weight_decay=0.01)
    steps = [chosen for epoch in range(epochs) for chosen in batches(data, size, random.Random(epoch))]
    network.train()
    for number, chosen in enumerate(steps):
        done = number / len(steps)
        for group in optimiser.param_groups:
            group["lr"] = rate * min(1.0, done / WARM if done < WARM else (1 - done) / (1 - WARM))
        ids, types, mask, truth = tensors(data, chosen)
        error = loss(network(ids, types, mask), truth)
        optimiser.zero_grad()
        error.backward()
        nn.utils.clip_grad_norm_(moved, 1.0)
        optimiser.step()
        if number % 100 == 0:
            print(f"{stage}: {number} of {len(steps)}, loss {error.item():.3f}", file=sys.stderr, flush=True)


def probabilities(network: Network, reader: Reader, claim: str, shown: str) -> list[float]:
    ids, types, mask, _ = tensors(reader.read([(claim, shown, 0)], 256), [0])
    network.eval()
    with torch.no_grad():
        return [float(value) for value in functional.softmax(network(ids, types, mask), -1)[0]]


def held_out(network: Network, reader: Reader, found: Sequence[Pair], path: Path) -> None:
    """The readings of claims that the network has not seen. The linear judge's own are refitted by ``benchmarks.train_stack``'s caller."""
    with path.open("w", encoding="utf-8") as stream:
        for pair in found:
            own = lexical.read_pair(as_claim(pair.claim), pair.citation)
            row = {"group": pair.claim_id, "stance": pair.stance, "pair": probabilities(network, reader, pair.claim, sets.best(pair, 5)),
                   "lexical": [own.probability(stance) for stance in (Stance.SUPPORTS, Stance.NEUTRAL, Stance.REFUTES)]}
            stream.write(json.dumps(row) + "\n")


def narrow(path: Path, output: Path) -> None:
    """Weights as int8, one scale a channel, widened again when the model is loaded: a quarter of the size, activations stay fp32.

    With activations as int8 too, 4 % of the labels differed from fp32 on SciFact dev; so, 1 %.
    """
    model = onnx.load(path)
    graph = model.graph
    used: dict[str, list[Any]] = {}
    for node in graph.node:
        for name in node.input:
            used.setdefault(name, []).append(node)
    widened = []
    for tensor in list(graph.initializer):
        values = numpy_helper.to_array(tensor)
        kinds = {node.op_type for node in used[tensor.name]}
        if values.ndim != 2 or values.size < 10_000 or values.dtype != np.float32 or kinds not in ({"MatMul"}, {"Gemm"}, {"Gather"}):
            continue
        name, axis = tensor.name, 1 if kinds == {"MatMul"} else 0
        scale = np.abs(values).max(axis=1 - axis, keepdims=True) / 127
        scale[scale == 0] = 1
        graph.initializer.remove(tensor)
        graph.initializer.append(numpy_helper.from_array(np.clip(np.rint(values / scale), -127, 127).astype(np.int8), f"{name}_q"))
        if kinds == {"Gather"}:
            # Only the rows that a text uses are widened.
            node = used[name][0]
            at, chosen, out = list(graph.node).index(node), node.input[1], node.output[0]
            graph.initializer.append(numpy_helper.from_array(scale.astype(np.float32), f"{name}_s"))
            graph.node.remove(node)
            parts = (
                helper.make_node("Gather", [f"{name}_q", chosen], [f"{out}_i"]),
                helper.make_node("Cast", [f"{out}_i"], [f"{out}_f"], to=TensorProto.FLOAT),
                helper.make_node("Gather", [f"{name}_s", chosen], [f"{out}_s"]),
                helper.make_node("Mul", [f"{out}_f", f"{out}_s"], [out]),
            )
            for shift, part in enumerate(parts):
                graph.node.insert(at + shift, part)
        else:
            graph.initializer.append(numpy_helper.from_array(scale.reshape(-1).astype(np.float32), f"{name}_s"))
            graph.initializer.append(numpy_helper.from_array(np.zeros(scale.size, dtype=np.int8), f"{name}_z"))
            widened.append(helper.make_node("DequantizeLinear", [f"{name}_q", f"{name}_s", f"{name}_z"], [name], axis=axis))
    for shift, node in enumerate(widened):
        graph.node.insert(shift, node)
    onnx.checker.check_model(model)
    onnx.save(model, output)


def export(network: Network, folder: Path, tokenizer: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    ids = torch.ones(2, 48, dtype=torch.long)
    names = ["input_ids", "token_type_ids", "attention_mask"]
    free = {name: {0: "batch", 1: "tokens"} for name in names} | {"logits": {0: "batch"}}
    whole = folder / "fp32.onnx"
    torch.onnx.export(network.eval(), (ids, torch.zeros_like(ids), ids), str(whole), input_names=names, output_names=["logits"],
                      dynamic_axes=free, opset_version=17, dynamo=False)
    narrow(whole, folder / "model.onnx")
    whole.unlink()
    shutil.copy(tokenizer, folder / "tokenizer.json")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="folder with nli/ and claims/")
    parser.add_argument("--base", type=Path, required=True, help="folder of the start: model.safetensors, tokenizer.json")
    parser.add_argument("--pubmed", type=Path, nargs="+", required=True, help="PubMed XML files: titles that assert a finding")
    parser.add_argument("--held", type=int, choices=(0, 1), help="leave out the claims of this half and write their readings")
    parser.add_argument("-o", "--output", type=Path, required=True)
    arguments = parser.parse_args()
    torch.manual_seed(SEED)
    draw, claims, reader, network = random.Random(SEED), arguments.shared / "claims", Reader(arguments.base), base(arguments.base)
    records = []
    for path in arguments.pubmed:
        with path.open("rb") as stream:
            records += [record for record in parse(stream) if len(record.abstract) > 500]
    built = sets.inference(claims / "evidence_inference" / "v2_train_validation.jsonl.gz", draw)
    first = sets.general(arguments.shared / "nli", draw) + built[: TAKEN["inference"]] + sets.titles(records, draw)[: TAKEN["titles"]]
    train(network, reader, first, FIRST, "first")
    found = pairs(claims / "scifact" / "claims_train.jsonl", claims / "scifact" / "corpus.jsonl.gz")
    halves = sorted({pair.claim_id for pair in found})
    out = set(halves[arguments.held :: 2]) if arguments.held is not None else set()
    later = built[TAKEN["inference"] :][: TAKEN["later inference"]]
    later += sets.pubmedqa(claims / "pubmedqa" / "dev.json.gz", draw)[: TAKEN["later pubmedqa"]]
    train(network, reader, sets.scifact([pair for pair in found if pair.claim_id not in out], draw) + later, SECOND, "second")
    if out:
        held_out(network, reader, [pair for pair in found if pair.claim_id in out], arguments.output)
    else:
        export(network, arguments.output, arguments.base / "tokenizer.json")
    return 0


if __name__ == "__main__":
    sys.exit(main())
