"""What runs in the browser's Python: cells, and stand-ins for packages that need a kernel.

The folder ``site`` is put beside the packages there.
"""
