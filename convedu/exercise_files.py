"""Where an exercise of an instructor's own has its checks: in one file beside the notebook."""

import re
from pathlib import Path


def checks_file(notebook: Path) -> Path:
    r"""Return where the checks of a notebook lie if they are beside it.

    Parameters
    ----------
    notebook : pathlib.Path
        The instructor's notebook or a learner's copy.

    Returns
    -------
    pathlib.Path
        Its stem is a name that Python can import. The file need not be there.

    Examples
    --------
    >>> checks_file(Path("solutions/09-interest.ipynb")).name
    'checks_09_interest.py'
    """
    stem = re.sub(r"\W", "_", notebook.stem)
    return notebook.with_name(f"checks_{stem}.py")
