"""JupyterLab as `convedu lab` starts it."""
