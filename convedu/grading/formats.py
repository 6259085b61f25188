"""Gives nbformat without what takes it 0.7 s to load and what it never uses.

nbformat validates with jsonschema, and that loads a grammar of internationalised addresses where
one is installed, as it is beside JupyterLab. Each process of the grader would wait for it.
"""

import sys

_GRAMMAR = "rfc3987_syntax"
_absent = _GRAMMAR not in sys.modules
if _absent:
    sys.modules[_GRAMMAR] = None  # to import it is an ImportError, which jsonschema expects
try:
    import nbformat
finally:
    if _absent:
        del sys.modules[_GRAMMAR]

__all__ = ["nbformat"]
