"""Stands in for IPython in the browser: what the course uses of it."""


class _History:
    def __init__(self) -> None:
        self.input_hist_parsed: list[str] = [""]


class _Shell:
    def __init__(self) -> None:
        self.history_manager = _History()


_shell = _Shell()


def get_ipython() -> _Shell:
    """Return what knows the cells that have run, the present one last."""
    return _shell
