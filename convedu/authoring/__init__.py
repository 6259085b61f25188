"""The authors' tools: tidy, release and lint, from notebook to notebook."""

from .colab import colab_files, for_colab
from .execution import execute
from .linting import lint, lint_files
from .new_exercise import NewExerciseError, new_exercise
from .notebook import Finding, NotebookError, find, read, text, write
from .page import Page
from .releasing import release, release_files
from .tidying import normal_form, tidy_files

__all__ = [
    "Finding",
    "NewExerciseError",
    "NotebookError",
    "Page",
    "colab_files",
    "execute",
    "find",
    "for_colab",
    "lint",
    "lint_files",
    "new_exercise",
    "normal_form",
    "read",
    "release",
    "release_files",
    "text",
    "tidy_files",
    "write",
]
