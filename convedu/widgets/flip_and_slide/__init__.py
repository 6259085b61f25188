"""Flip and Slide."""
