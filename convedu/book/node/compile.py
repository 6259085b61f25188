"""Run by the browser's Python at build time: compile its library, NumPy and the course."""

import importlib
import json
import platform
import py_compile
import re
import shutil
import sys
import tarfile
import zipfile
from pathlib import Path

OUT = Path("/out")
# What a page cannot use: tests, headers, and what needs a socket, a process or another alphabet.
NOT_NEEDED = re.compile(
    r"^numpy/(.*/)?(tests|f2py|distutils|include|_pyinstaller)/|lapack_lite\.|\.(pyi|md|a|pxd|rst)$"
    r"|^(multiprocessing|xml|xmlrpc|wsgiref|sqlite3|curses|ensurepip|lib2to3|idlelib|tkinter|http|venv)/"
    r"|^(mailbox|smtplib|imaplib|ftplib|nntplib|poplib|telnetlib|cgi|cgitb|pdb|optparse|doctest|aifc|sunau|wave|webbrowser|pickletools|_pyio|_pydatetime)\.py$"
    r"|^logging/(config|handlers)\.py$"
    r"|^encodings/(cp(?!437|1252)\w+|mac_\w+|iso(?!8859_1)\w+|koi\w+|big5\w*|gb\w+|euc_\w+|shift\w+)\.py$"
)


def archive(folder: Path, target: Path, *, both: bool = False, optimize: int = 0) -> None:
    """Zip a folder, with the modules of a start compiled; the same bytes in every build.

    Compiled, a module is larger. With `both` the source stays beside the course's own, for
    checks that show it.
    """
    with zipfile.ZipFile(target, "w") as file:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            name = path.relative_to(folder).as_posix()
            if NOT_NEEDED.search(name):
                continue
            wanted = {name: path}
            if path.suffix == ".py" and str(path) in start:
                code = path.with_suffix(".pyc")
                mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
                py_compile.compile(
                    str(path), str(code), dfile=name, optimize=optimize, invalidation_mode=mode
                )
                tag = sys.implementation.cache_tag
                beside = f"{Path(name).parent}/__pycache__/{path.stem}.{tag}.pyc"
                own = both and name.startswith("convedu/")
                wanted = {name: path, beside: code} if own else {f"{name}c": code}
            for each, source in wanted.items():
                info = zipfile.ZipInfo(each, (1980, 1, 1, 0, 0, 0))
                file.writestr(info, source.read_bytes(), zipfile.ZIP_DEFLATED, compresslevel=9)


OUT.mkdir()
with tarfile.open("/numpy.tar.gz") as packed:
    packed.extractall("/unpacked", filter="data")
(packages,) = Path("/unpacked/lib").glob("python3*/site-packages")
(version,) = re.findall(r"numpy-([\d.]+)\.dist-info", " ".join(map(str, packages.iterdir())))
shutil.unpack_archive("/course.zip", "/course")
shutil.unpack_archive("/python_stdlib.zip", "/library")

for path in packages.iterdir():  # what says how the package was made
    if path.name != "numpy":
        shutil.rmtree(path) if path.is_dir() else path.unlink()

sys.path[:0] = ["/course", str(packages)]
importlib.import_module("convedu.book.browser.runner").connect(print)
importlib.import_module("convedu.checks.unit1")
sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__
only_here = {"platform", "py_compile", "tarfile"}
modules = [module for name, module in sys.modules.items() if name not in only_here]
files = {getattr(module, "__file__", None) or "" for module in modules}
start = {re.sub(r"^.*/python3\d+\.zip/", "/library/", file) for file in files}

archive(Path("/library"), OUT / "python_stdlib.zip", optimize=2)
archive(packages, OUT / "numpy.zip")
archive(Path("/course"), OUT / "course.zip", both=True)
versions = {"python": platform.python_version(), "numpy": version}
(OUT / "versions.json").write_text(json.dumps(versions))
