"""What is to be seen in a class's answers: who has the same, and who uses what is ready-made."""

import ast
import re
from dataclasses import dataclass

from convedu.grading.common.static_analysis import aliases, dotted, imports_of, parse
from convedu.grading.exercise.model import Answer, Exercise
from convedu.grading.model import StudentGrade
from convedu.grading.report.similarity import ast_similarity

# Whoever imports one of these in such an exercise has a finished layer at hand.
_PACKAGES = "convedu|cv2|flax|jax|keras|mxnet|onnx|onnxruntime|PIL|scipy|skimage|tensorflow|torch"
_READY_MADE = re.compile(rf"numpy\.(convolve|correlate)$|({_PACKAGES})(\.|$)")
# A search is a hundred times quicker than reading.
_WORTH_READING = re.compile(rf"\b(convolve|correlate|{_PACKAGES})\b")


@dataclass(frozen=True)
class SharedAnswers:
    """Answers that are the same, of the same students; `wrong` are those that are not correct."""

    students: tuple[str, ...]
    answers: tuple[str, ...]
    wrong: tuple[str, ...]
    size: int


_Shared = tuple[str, ast_similarity.Fingerprint]  # an answer's id, and what is left of it


class AnswerComparison:
    """Collects answers; of each only a digest is kept."""

    def __init__(self, exercise: Exercise) -> None:
        self.setup = exercise.setup
        self.library_calls: list[tuple[str, str, tuple[str, ...]]] = []  # student, answer, names
        self.worked: dict[str, list[str]] = {}  # whose answer is the instructor's own solution
        self._asked = {answer.id: answer for answer in exercise.answers}
        self._given = {
            a.id: ast_similarity.given_statements(a.text, asked=a.names, setup=self.setup)
            for a in exercise.answers
        }
        self._solution = {a.id: self._fingerprint(a, a.text) for a in exercise.answers}
        self._who: dict[_Shared, list[str]] = {}
        self._wrong: set[_Shared] = set()

    def add(self, row: StudentGrade) -> None:
        """Add one student's answers."""
        wrong = {verdict.check for verdict in row.result.verdicts if verdict.state != "correct"}
        for name, text in row.result.answers:
            if not text or name not in self._asked:
                continue
            if calls := library_calls(text, setup=self.setup):
                self.library_calls.append((row.student, short(name), calls))
            self._compare(row.student, self._asked[name], text, wrong=short(name) in wrong)

    def groups(self) -> list[SharedAnswers]:
        """Return who shares what, with wrong and long answers first."""
        shared: dict[tuple[str, ...], list[_Shared]] = {}
        for key, students in self._who.items():
            if len(students) > 1:
                shared.setdefault(tuple(sorted(students)), []).append(key)
        groups = [
            SharedAnswers(
                students,
                tuple(short(name) for name, _ in keys),
                tuple(short(key[0]) for key in keys if key in self._wrong),
                sum(made.size for _, made in keys),
            )
            for students, keys in shared.items()
        ]
        return sorted(groups, key=lambda one: (not one.wrong, -one.size, one.students))

    def sharing(self) -> set[str]:
        """Return the students who share an answer with somebody."""
        return {name for who in self._who.values() if len(who) > 1 for name in who}

    def _compare(self, student: str, answer: Answer, text: str, *, wrong: bool) -> None:
        made = self._fingerprint(answer, text)
        if made is None or made.size < ast_similarity.SMALLEST:
            return
        if made == self._solution[answer.id]:
            self.worked.setdefault(short(answer.id), []).append(student)
            return
        key = (answer.id, made)
        self._who.setdefault(key, []).append(student)
        if wrong:
            self._wrong.add(key)

    def _fingerprint(self, answer: Answer, text: str) -> ast_similarity.Fingerprint | None:
        given = self._given[answer.id]
        return ast_similarity.fingerprint(text, asked=answer.names, setup=self.setup, given=given)


def library_calls(text: str, *, setup: str = "") -> tuple[str, ...]:
    """Return the full names of the ready-made convolutions and packages that an answer uses."""
    if not _WORTH_READING.search(f"{setup}\n{text}"):
        return ()
    try:
        tree = parse(text)
        imported = aliases(tree)
        known = {**imports_of(setup), **imported}
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    names = {dotted(node, known) or "" for node in ast.walk(tree)} | {*imported.values()}
    return tuple(sorted(filter(_READY_MADE.match, names)))


def short(answer: str) -> str:
    """Return an answer's name, which its check bears too."""
    return answer.removeprefix("answer-")
