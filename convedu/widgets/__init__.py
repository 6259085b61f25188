"""Widgets: an image meets a kernel, and a prediction comes before the answer.

Nothing is loaded until it is used.
"""

from convedu._lazy import lazy_names

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

__getattr__, __dir__ = lazy_names(
    __name__,
    {
        "border_lab": ("BorderLab",),
        "channel_mixer": ("ChannelMixer",),
        "channel_stack": ("ChannelStack",),
        "channel_state": ("ChannelState",),
        "kernel_lab": ("KernelLab",),
        "lab_state": ("LabState",),
        "prediction": ("Prediction",),
        "price_tag": ("PriceTag",),
        "race": ("LeftRightRace",),
        "reconcile": ("Reconcile",),
        "stack_explorer": ("StackExplorer",),
        "stack_state": ("StackState",),
        "tape": ("TapeAndTiles",),
    },
)
