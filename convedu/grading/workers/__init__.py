"""The processes that mark, on this machine or on others."""
