"""Widgets: an image meets a kernel, and a prediction comes before the answer.

Each widget is one Python file and one ES module; nothing is loaded until it is used.
"""

import importlib
from typing import Any

_HOMES = {
    "BorderLab": "border_lab",
    "ChannelMixer": "channel_mixer",
    "ChannelStack": "channel_stack",
    "ChannelState": "channel_state",
    "KernelLab": "kernel_lab",
    "LabState": "lab_state",
    "LeftRightRace": "race",
    "Prediction": "prediction",
    "PriceTag": "price_tag",
    "Reconcile": "reconcile",
    "StackExplorer": "stack_explorer",
    "StackState": "stack_state",
    "TapeAndTiles": "tape",
}

__all__ = [
    "BorderLab",
    "ChannelMixer",
    "ChannelStack",
    "ChannelState",
    "KernelLab",
    "LabState",
    "LeftRightRace",
    "Prediction",
    "PriceTag",
    "Reconcile",
    "StackExplorer",
    "StackState",
    "TapeAndTiles",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
