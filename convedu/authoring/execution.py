"""Run a notebook from top to bottom in a fresh kernel, as the author's machine does it."""

import copy
import os
from pathlib import Path

from nbformat import NotebookNode

from .notebook import NotebookError, cell_name

# The public seed, and no trace of an author in the learner's progress.
_SETTINGS = {"CONVEDU_PROGRESS": "off", "CONVEDU_SEED": "0"}


def execute(notebook: NotebookNode, folder: Path, *, timeout: int = 300) -> NotebookNode:
    """Return a copy of a notebook with the outputs of a new run.

    Parameters
    ----------
    notebook : NotebookNode
        What to run; it is left as it is.
    folder : pathlib.Path
        The kernel's working folder: the notebook's own.
    timeout : int
        Seconds that one cell may take.

    Returns
    -------
    NotebookNode

    Raises
    ------
    NotebookError
        If a cell raises (unless it is tagged ``raises-exception``), takes too long, or ends the
        kernel; it names the cell.
    """
    # nbclient is slow to import, and only a run needs it.
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    notebook = copy.deepcopy(notebook)
    started = []
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
        timeout=timeout,
        store_widget_state=False,
        record_timing=False,
        coalesce_streams=True,
        extra_arguments=["--log-level=ERROR"],  # no word on how kernel and client talk
        on_cell_execute=lambda cell, cell_index: started.append(cell_name(cell, cell_index)),
    )
    try:
        client.execute(env={**os.environ, **_SETTINGS})
    except CellExecutionError as error:
        raise NotebookError(started[-1], f"raises {error.ename}: {error.evalue}") from error
    except CellTimeoutError as error:
        raise NotebookError(started[-1], f"takes more than {timeout} seconds") from error
    except DeadKernelError as error:
        raise NotebookError(started[-1], "ends the kernel") from error
    return notebook
