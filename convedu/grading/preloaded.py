"""What the fork server loads, and nobody else: see fork_server.py."""

from . import marking  # noqa: F401 - with pytest, nbval, IPython and NumPy
from .fork_server import sweep_at_end

sweep_at_end()
