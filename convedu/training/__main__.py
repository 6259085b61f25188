"""Measures all that is stored: ``python -m convedu.training [race | inside]``.

"race" writes results.json, "inside" inside.npz and inside.json; without a name, both are made.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from convedu.training import inside_training, race
from convedu.training.networks import Network

LONGER = 40
"""Epochs of the experiments, whose networks have to have learned all they can."""


def curves(networks: Mapping[str, Network]) -> dict[str, dict]:
    """Return for each network its parameters and, for each seed, accuracies by epoch."""
    found = {}
    for name, network in networks.items():
        runs = []
        for seed in race.SEEDS:
            data = race.left_right(seed)
            points = [told for _, told in race.run(network, data, seed=seed) if told]
            runs.append({side: [round(p[side], 4) for p in points] for side in ("left", "right")})
            print(name, seed, runs[-1]["left"][-1], runs[-1]["right"][-1], flush=True)
        found[name] = {"parameters": network.parameters(data["train"].size), "runs": runs}
    return found


def finals(experiment: str) -> dict[str, dict]:
    """Return for each network its parameters and its accuracy in the end, for each seed."""
    found = {}
    for name, network in race.EXPERIMENTS[experiment].items():
        ends = []
        for seed in race.SEEDS:
            data = race.experiment(experiment, seed)
            *_, (_, last) = race.run(network, data, seed=seed, epochs=LONGER)
            assert last is not None  # the last batch ends an epoch
            ends.append(round(last["test"], 4))
        found[name] = {"parameters": network.parameters(data["train"].size), "test": ends}
        print(experiment, name, found[name], flush=True)
    return found


def measure_race() -> None:
    """Measure every race and experiment."""
    measured = {
        "command": "python -m convedu.training",
        "seeds": list(race.SEEDS),
        "epochs": {"left-right": race.EPOCHS, "experiments": LONGER},
        "left-right": curves(race.CONTESTANTS),
        "dense heads": curves(race.DENSE_HEADS),
        **{name: finals(name) for name in race.EXPERIMENTS},
    }
    path = Path(__file__).with_name("results.json")
    path.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")


def train_inside() -> None:
    """Train the networks of the widget Inside a Network."""
    weights = inside_training.train(say=lambda text: print(text, end="\r", flush=True))
    measured = inside_training.measure(weights)
    inside_training.save(weights, measured)
    print(json.dumps({"digits": measured["digits"], "drawings": measured["drawings"]}, indent=1))


def main() -> None:
    """Do what was asked for."""
    parts = {"race": measure_race, "inside": train_inside}
    names = sys.argv[1:] or list(parts)
    if unknown := set(names) - set(parts):
        sys.exit(f"{unknown.pop()!r} is none of: {', '.join(parts)}")
    for name in names:
        parts[name]()


if __name__ == "__main__":
    main()
