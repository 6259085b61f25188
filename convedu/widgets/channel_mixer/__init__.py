"""The Channel Mixer."""
