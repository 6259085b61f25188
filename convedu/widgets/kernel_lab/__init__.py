"""The Kernel Lab."""
