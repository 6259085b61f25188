"""Tape and Tiles."""
