"""A new exercise: what is written, and what is refused before anything is."""

import pytest
from click.testing import CliRunner

from convedu.authoring import lint_files, new_exercise, read, release_files
from convedu.cli import app


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_each_function_has_a_task_an_answer_and_a_check_that_keep_the_rules(folder):
    findings = list(new_exercise("09-two-things", ["double", "twice_as_much"]))
    assert all(finding.mended for finding in findings)
    assert not list(lint_files())
    notebook = read(folder / "exercises/solutions/09-two-things.ipynb")
    ids = [cell.id for cell in notebook.cells]
    for function in ("double", "twice_as_much"):
        assert {f"answer-{function}", f"check-{function}"} <= set(ids)
    assert "import checks_09_two_things as check" in notebook.cells[1].source


def test_numbers_and_essays_have_theirs_too(folder):
    words = ["new-exercise", "survey", "--number", "mean", "--number", "median", "--essay", "why"]
    ran = CliRunner().invoke(app, words)
    assert ran.exit_code == 0, ran.output
    assert not list(lint_files())
    notebook = read(folder / "exercises/solutions/survey.ipynb")
    last = [cell for cell in notebook.cells if "check" in cell.metadata.get("tags", ())]
    said = [cell.outputs[0].data["text/plain"].partition(".")[0] for cell in last]
    assert said == ["mean: correct", "median: correct", "why: needs a person"]
    list(release_files())
    answer = read(folder / "exercises/survey.ipynb").cells[-2]
    assert answer.source == 'why = r"""\n\n"""'


def refused(*words):
    ran = CliRunner().invoke(app, ["new-exercise", *words])
    assert ran.exit_code == 2
    return ran.stderr


@pytest.mark.parametrize("name", ["../up", "a b", "-x.ipynb", ""])
def test_a_name_that_is_no_file_of_its_own_is_refused(folder, name):
    assert "NAME is" in refused("--", name)
    assert not list(folder.iterdir())


@pytest.mark.parametrize("function", ["Double", "2x", "lambda", "a-b"])
def test_a_function_that_python_could_not_define_is_refused(folder, function):
    assert "FUNCTION is" in refused("interest", function)
    assert "given twice" in refused("interest", "double", "double")
    assert not list(folder.iterdir())


def test_nothing_that_is_there_is_overwritten(folder):
    mine = folder / "exercises/solutions/checks_interest.py"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine")
    assert "is there already" in refused("interest")
    assert mine.read_text() == "mine"
    assert [path.name for path in mine.parent.iterdir()] == [mine.name]


def test_a_copy_of_the_checks_that_is_out_of_date_is_told_and_mended(folder):
    list(new_exercise("interest"))
    list(release_files())
    assert not list(release_files(check=True))
    source = folder / "exercises/solutions/checks_interest.py"
    source.write_text(source.read_text() + "# changed\n")
    (finding,) = release_files(check=True)
    assert not finding.mended
    assert finding.path.name == source.name
    list(release_files())
    assert (folder / "exercises" / source.name).read_text() == source.read_text()
    source.unlink()
    (finding,) = release_files()
    assert "has no source in exercises/solutions: remove it" in str(finding)
