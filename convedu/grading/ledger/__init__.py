"""The record of a class, and when a verdict in it is still valid."""
