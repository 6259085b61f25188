"""The Left-Right Race."""
