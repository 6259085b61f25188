"""Widgets: an image meets a kernel, and a prediction comes before the answer.

Nothing is loaded until it is used.
"""

from convedu._lazy import lazy_names

__all__ = [
    "BorderLab",
    "ChannelMixer",
    "ChannelStack",
    "ChannelState",
    "Estimate",
    "FlipAndSlide",
    "InsideANetwork",
    "InsideState",
    "KernelLab",
    "LabState",
    "LeftRightRace",
    "PhotoStride",
    "Prediction",
    "PriceTag",
    "Reconcile",
    "Sounds",
    "StackExplorer",
    "StackState",
    "TapeAndTiles",
    "Trial",
]

__getattr__, __dir__ = lazy_names(
    __name__,
    {
        "border_lab.view": ("BorderLab",),
        "channel_mixer.view": ("ChannelMixer",),
        "channel_stack.state": ("ChannelState",),
        "channel_stack.view": ("ChannelStack",),
        "inside.state": ("InsideState",),
        "inside.view": ("InsideANetwork",),
        "estimate.view": ("Estimate",),
        "flip_and_slide.view": ("FlipAndSlide",),
        "kernel_lab.state": ("LabState",),
        "kernel_lab.view": ("KernelLab",),
        "photo_stride.view": ("PhotoStride",),
        "prediction.view": ("Prediction",),
        "price_tag.view": ("PriceTag",),
        "race.view": ("LeftRightRace",),
        "reconcile.view": ("Reconcile",),
        "sounds.view": ("Sounds",),
        "stack_explorer.state": ("StackState",),
        "stack_explorer.view": ("StackExplorer",),
        "tape.view": ("TapeAndTiles",),
        "trial.view": ("Trial",),
    },
)
