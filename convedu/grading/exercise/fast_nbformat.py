"""Gives nbformat without what takes it long to load and what it never uses.

nbformat validates with jsonschema, and that loads what checks addresses and durations where it is
installed, as it is beside JupyterLab: 0.7 s, for which each process of the grader would wait.
"""

import sys

_FORMATS = ("rfc3987_syntax", "rfc3986_validator", "isoduration")
_absent = [name for name in _FORMATS if name not in sys.modules]
for _name in _absent:
    sys.modules[_name] = None  # type: ignore[assignment] # to import it is an ImportError, which jsonschema expects
try:
    import nbformat
finally:
    for _name in _absent:
        del sys.modules[_name]

__all__ = ["QUICK", "Notebook", "nbformat"]

# Environment; its other validator is compiled first, which pays from the fifth notebook on.
QUICK = {"NBFORMAT_VALIDATOR": "jsonschema"}
Notebook = nbformat.NotebookNode
