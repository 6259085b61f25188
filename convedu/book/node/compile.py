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
# What a page cannot use: tests, headers, and what needs a socket, a process, a terminal, another
# alphabet or another system.
NOT_NEEDED = re.compile(
    r"^numpy/(.*/)?(tests|f2py|distutils|include|_pyinstaller|doc)/"
    r"|^numpy/(conftest|matlib|ma/(testutils|timer_comparison)|typing/mypy_plugin|testing/print_coercion_tables)\.py$"
    r"|/(lapack_lite|_simd|_(operand_flag|rational|struct_ufunc|umath)_tests)\.[\w-]+\.so$|\.(pyi|md|a|pxd|rst)$"
    r"|^(multiprocessing|xml|xmlrpc|wsgiref|sqlite3|curses|ensurepip|lib2to3|idlelib|tkinter|http|venv|dbm)/"
    r"|^(mailbox|mailcap|smtplib|imaplib|ftplib|nntplib|poplib|telnetlib|netrc|socketserver|cgi|cgitb|webbrowser)\.py$"
    r"|^(pdb|bdb|pty|cmd|code|rlcompleter|optparse|doctest|trace|profile|cProfile|pstats|modulefinder|pyclbr|tabnanny|compileall|zipapp|fileinput)\.py$"
    r"|^(aifc|sunau|wave|chunk|sndhdr|uu|pipes|crypt|plistlib|shelve|pickletools|_pyio|_pydatetime)\.py$"
    r"|^(asyncio/(windows_\w+|proactor_events)|concurrent/futures/process|ctypes/_aix|logging/(config|handlers))\.py$"
    r"|^(email/(_header_value_parser|headerregistry|contentmanager)|unittest/(mock|async_case)|urllib/(request|robotparser))\.py$"
    r"|^encodings/(cp(?!437|1252)\w+|mac_\w+|iso(?!8859_1\.)\w+|koi\w+|kz\w+|big5\w*|gb\w+|euc_\w+|shift\w+|hp_\w+|palmos|ptcp\w+|tis\w+)\.py$"
)


def without_names(module: bytes) -> bytes:
    """Return a WebAssembly module without its functions' names, which a debugger reads."""
    kept = [module[:8]]
    position = 8
    while position < len(module):
        length, content = number(module, position + 1)
        characters, name = number(module, content)
        if module[position] != 0 or module[name : name + characters] != b"name":
            kept.append(module[position : content + length])
        position = content + length
    return b"".join(kept)


def number(data: bytes, position: int) -> tuple[int, int]:
    """Return a number in LEB128 and the position after it."""
    value = shift = 0
    while True:
        byte = data[position]
        value |= (byte & 0x7F) << shift
        position, shift = position + 1, shift + 7
        if byte < 0x80:
            return value, position


def archive(folder: Path, target: Path, *, both: bool = False, optimize: int = 0) -> None:
    """Zip a folder, with the modules of a start compiled; the same bytes in every build.

    It is packed outside, where that is quicker. Compiled, a module is larger. With `both` the
    source stays beside the course's own, for checks that show it.
    """
    with zipfile.ZipFile(target, "w") as file:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            name = path.relative_to(folder).as_posix()
            if NOT_NEEDED.search(name):
                if str(path) in start:
                    raise ValueError(f"{name} is left out, and a start needs it")
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
                data = source.read_bytes()
                data = without_names(data) if source.suffix == ".so" else data
                file.writestr(info, data)


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
