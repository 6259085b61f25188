"""The jail holds, whoever starts it, and nothing of it stays behind."""

import contextlib
import errno
import functools
import os
import signal
import struct
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

import convedu
from convedu.grading.limits import MIB, Limits
from convedu.grading.sandbox import bubblewrap, mounts
from convedu.grading.sandbox.jailed import codec, framing, seccomp
from convedu.grading.sandbox.student_process import Program, SandboxError
from convedu.grading.sandbox.student_session import Session
from tests import need

LIMITS = Limits(seconds=5.0, memory_bytes=300 * MIB, file_bytes=4 * MIB)
REPOSITORY = Path(convedu.__file__).parent.parent


class Student:
    """A student process with some source in it, asked one thing at a time."""

    def __init__(self, place, source):
        self.process = place.spawn()
        self.failure = self.ask(op="run", source=source, cell="test", keeps=[])["failure"]

    def call(self, name, *args):
        body = bytearray()
        trees = [codec.encode(part, body) for part in args]
        reply = self.ask(body, op="call", name=name, args=trees, kwargs={})
        assert reply["failure"] is None, reply["failure"]
        return reply["value"]

    def ask(self, body=b"", **header):
        framing.send(self.process.sock, {"id": "1", **header}, body, left=lambda: 30.0)
        reply, back = framing.receive(self.process.sock, left=lambda: 30.0)
        return {**reply, "value": codec.decode(reply.get("value"), back)}


@pytest.fixture(scope="module")
def place():
    need.sandbox()
    place = bubblewrap.open_jail("bubblewrap", LIMITS, Program(), hidden=[REPOSITORY])
    yield place
    place.close()


@pytest.fixture
def student(place):
    """Return a function that starts a student process with some source."""
    started = []

    def start(source):
        started.append(Student(place, source))
        return started[-1]

    yield start
    for one in started:
        one.process.end()


@pytest.mark.sandbox
def test_the_student_computes(student):
    double = student("def double(x): return 2 * x")
    assert np.array_equal(double.call("double", np.arange(3)), [0, 2, 4])


@pytest.mark.sandbox
def test_nothing_of_the_course_can_be_seen(student):
    """The whole of the jail's file system is looked through, whatever its size."""
    found = student("""
import os
def is_ours(name):
    return "convedu" in name or name.endswith((".ipynb", ".sqlite")) or name in (
        ".git", ".ssh", "shadow", "passwd", "unit1.py", "exercises")
def look():
    seen, total = [], 0
    for folder, folders, files in os.walk("/"):
        total += len(files)
        seen += [f"{folder}/{name}" for name in folders + files if is_ours(name)]
    return total, seen
""")
    total, seen = found.call("look")
    assert total > 1000, "the walk saw the standard library at least"
    assert seen == []


@pytest.mark.sandbox
def test_the_student_is_nobody_alone_in_its_world(student):
    alone = student("""
import ctypes, os, platform, resource
def tell():
    libc = ctypes.CDLL(None)
    rights = sum(libc.prctl(23, number, 0, 0, 0) for number in range(41))
    no_new, filtered = libc.prctl(39, 0, 0, 0, 0), libc.prctl(21, 0, 0, 0, 0)
    core = (ctypes.c_ulong * 2)()
    libc.syscall({"x86_64": 97, "aarch64": 163}[platform.machine()], 4, core)
    names = ("NOFILE", "NPROC", "FSIZE", "SIGPENDING")
    others = [resource.getrlimit(getattr(resource, "RLIMIT_" + name))[1] for name in names]
    seen = os.listdir("/proc"), os.uname().nodename
    return os.getpid(), os.getuid(), rights, no_new, filtered, *seen, [core[1], *others]
""")
    *said, limits = alone.call("tell")
    assert said == [1, 1000, 0, 1, 2, [], "jail"]
    assert limits == [1, LIMITS.open_files, LIMITS.processes, LIMITS.file_bytes, 64]


@pytest.mark.sandbox
def test_only_three_folders_can_be_written_and_each_student_finds_them_empty(student):
    source = """
import os
def write():
    written, found = set(), []
    for folder, _, files in os.walk("/"):
        if folder in ("/tmp", "/work", "/dev/shm"): found += files
        for leave in (lambda: open(folder + "/new", "x").close(), lambda: os.utime(folder)):
            try:
                leave()
                written.add(folder)
            except OSError: pass
    return sorted(written), found
"""
    for _ in range(2):
        assert student(source).call("write") == (["/dev/shm", "/tmp", "/work"], [])


@pytest.mark.sandbox
def test_a_few_processes_are_allowed(student):
    pool = student("""
import multiprocessing
def work(x):
    with multiprocessing.Pool(2) as pool: return pool.map(abs, x)
""")
    assert pool.call("work", [-1, -2]) == [1, 2]


HOGS = """
import os
for _ in range(5): os.fork()
x = bytearray(b"x" * (40 << 20))
while True: pass
"""
# Processes whose first thread has ended: /proc/PID/status tells nothing of their memory.
WITHOUT_FIRST_THREAD = """
import ctypes, os, platform, threading, time
def hold():
    x = bytearray(b"x" * (60 << 20))
    while True: time.sleep(1)
for _ in range(5):
    if os.fork() == 0:
        threading.Thread(target=hold).start()
        ctypes.CDLL(None).syscall({"x86_64": 60, "aarch64": 93}[platform.machine()], 0)
hold()
"""
ENDS = {
    "import os; os._exit(3)": "exit 3",
    "import ctypes; ctypes.string_at(0)": "signal 11",
    HOGS: "memory",
    WITHOUT_FIRST_THREAD: "memory",
}


def until_it_is_gone(process, source):
    header = {"id": "1", "op": "run", "source": source, "cell": "c", "keeps": []}
    framing.send(process.sock, header)
    process.sock.settimeout(30.0)
    while process.sock.recv(1 << 16):  # forked children may answer, too
        pass


@pytest.mark.sandbox
@pytest.mark.parametrize("source", ENDS)
def test_how_a_process_ended_is_known(place, source):
    process = place.spawn()
    until_it_is_gone(process, source)
    assert process.end(gone=True) == ENDS[source]


def descendants_of(place) -> set[int]:
    """Return this process's descendants once the place has all that it is made of."""
    place.spawn().end()
    return descendants(os.getpid())


def kill_new(before: set[int]) -> None:
    (student,) = descendants(os.getpid()) - before
    os.kill(student, signal.SIGKILL)


@pytest.mark.sandbox
def test_a_process_that_somebody_has_killed_is_no_fault_of_the_learners(place):
    before = descendants_of(place)
    session = Session(place, LIMITS, "")
    session.begin({"f": "a"}, [("a", "def f(): return 1", "f")])
    kill_new(before)
    with pytest.raises(SandboxError, match="killed from outside"):
        session.observe("call", "f")
    assert session.observe("call", "f")["value"] == 1
    session.end()


@pytest.mark.sandbox
def test_a_process_that_had_much_memory_may_have_been_killed_for_that(place):
    before = descendants_of(place)
    session = Session(place, LIMITS, "")
    hoard = f"kept = b'x' * {LIMITS.memory_bytes // 2}\ndef f(): return 1"
    session.begin({"f": "a"}, [("a", hoard, "f")])
    kill_new(before)
    assert session.observe("call", "f")["failure"]["text"] == "ended its process (signal 9)"
    session.end()


COMMANDS = {  # of fcntl, with an argument that would do
    "F_SETLEASE": "0",  # a read lease
    "F_NOTIFY": "1",
    "F_SETPIPE_SZ": "1 << 20",
}


@pytest.mark.sandbox
@pytest.mark.parametrize("command", COMMANDS)
def test_no_file_is_held_watched_or_made_larger(student, command):
    source = f"""
import fcntl, os
def ask():
    files = [os.open(os.__file__, os.O_RDONLY), os.open("/work", os.O_RDONLY), *os.pipe()]
    codes = []
    for file in files:
        try:
            fcntl.fcntl(file, {seccomp.COMMANDS[command]}, {COMMANDS[command]})
            codes.append(0)
        except OSError as error:
            codes.append(error.errno)
    return codes, fcntl.fcntl(files[0], fcntl.F_GETFD)
"""
    assert student(source).call("ask") == ([errno.EPERM] * 4, 1)


@pytest.mark.sandbox
def test_few_files_at_a_time_are_enough(place):
    source = """
import resource
from convedu.grading.limits import DEFAULTS
from convedu.grading.sandbox.bubblewrap import open_jail
from convedu.grading.sandbox.student_process import Program
_, most = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (64, most))
jail = open_jail("bubblewrap", DEFAULTS, Program(), hidden=[])
jail.spawn().end()
jail.close()
"""
    ended = subprocess.run([sys.executable, "-c", source], cwd=REPOSITORY, capture_output=True)
    assert (ended.returncode, ended.stderr) == (0, b"")


@pytest.mark.sandbox
def test_a_lock_is_granted_and_not_made(student):
    source = """
import fcntl, os, sqlite3
def read_locks():
    file = open(os.__file__, "rb")
    fcntl.lockf(file, fcntl.LOCK_SH)
    if os.fork() == 0:  # who asks whether it could write is told of a lock for reading
        asked = fcntl.fcntl(file, fcntl.F_GETLK, bytes([fcntl.F_WRLCK, *bytes(31)]))
        os._exit(asked[0])
    return os.waitstatus_to_exitcode(os.wait()[1]) == fcntl.F_UNLCK
def stored(mode):
    base = sqlite3.connect(f"/work/{mode}")
    (found,) = base.execute(f"pragma journal_mode={mode}").fetchone()
    base.execute("create table one (x)")
    with base: base.execute("insert into one values (7)")
    return found, base.execute("select x from one").fetchone()
"""
    locks = student(source)
    assert locks.call("read_locks")
    for mode in ("delete", "wal"):
        assert locks.call("stored", mode) == (mode, (7,))


@pytest.mark.sandbox
def test_an_ended_process_is_gone_with_all_it_started(student):
    many = student("import os, time\nfor _ in range(3):\n    if os.fork() == 0: time.sleep(600)")
    before = descendants(os.getpid())
    assert many.process.end() == "ended"
    assert len(descendants(os.getpid())) == len(before) - 4


SPIN = """
import time
def spin(seconds):
    end = time.process_time() + seconds
    while time.process_time() < end: pass
def sleep(seconds): time.sleep(seconds)
"""


@contextlib.contextmanager
def crowded(pid):
    """Have three others want the core on which a process is."""
    hogs = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(3)]
    try:
        core = min(os.sched_getaffinity(0))
        for one in (pid, *(hog.pid for hog in hogs)):
            os.sched_setaffinity(one, {core})
        yield
    finally:
        for hog in hogs:
            hog.kill()
            hog.wait()


@pytest.mark.sandbox
def test_it_is_known_how_long_others_kept_a_student_waiting(place, student):
    place.spawn().end()  # its own processes are there
    before = descendants(os.getpid())
    spinner = student(SPIN)
    (pid,) = descendants(os.getpid()) - before
    with crowded(pid):
        spinner.process.waited()
        spinner.call("spin", 0.5)
        waited = spinner.process.waited()
        spinner.call("sleep", 0.5)
        asleep = spinner.process.waited()
    assert waited > 0.2, "of four processes on one core each waits for the three others"
    assert asleep < waited / 2, "whoever sleeps does not wait"


@pytest.mark.sandbox
def test_a_right_answer_has_its_time_on_a_busy_machine_too(place):
    session = Session(place, Limits(seconds=1.0), "")
    place.spawn().end()
    before = descendants(os.getpid())
    session.begin({"spin": "a"}, [["a", SPIN]])
    (pid,) = descendants(os.getpid()) - before
    with crowded(pid):
        session.new_check()
        assert session.observe("call", "spin", (0.7,))["failure"] is None
        session.new_check()
        session.process.waited = lambda: 0.0
        assert session.observe("call", "spin", (0.7,))["failure"]["kind"] == "timeout"
    session.end()


def children(pid: int) -> set[int]:
    return {child for child, parent in parents().items() if parent == pid}


def parents() -> dict[int, int]:
    """Return the parent of each process but zombies."""
    found = {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            state, parent = Path(f"/proc/{name}/stat").read_text().rpartition(")")[2].split()[:2]
        except OSError:
            continue
        if state != "Z":
            found[int(name)] = int(parent)
    return found


def descendants(root: int) -> set[int]:
    above = parents()
    found, more = set(), {root}
    while more:
        more = {child for child, parent in above.items() if parent in more}
        found |= more
    return found


OWNER = """
import sys, time
from convedu.grading.sandbox import bubblewrap
from convedu.grading.sandbox.student_process import Program
from convedu.grading.limits import Limits
place = bubblewrap.open_jail("bubblewrap", Limits(), Program(), hidden=[])
process = place.spawn()
print("ready", flush=True)
time.sleep(600)
"""


@pytest.mark.sandbox
def test_nothing_outlives_an_owner_that_is_killed():
    need.sandbox()
    owner = subprocess.Popen([sys.executable, "-c", OWNER], stdout=subprocess.PIPE, text=True)
    assert owner.stdout.readline() == "ready\n"
    left = descendants(owner.pid)
    assert len(left) >= 3, "bubblewrap, the warm parent, the student"
    owner.kill()
    owner.communicate()
    wait_until(lambda: not any(is_alive(pid) for pid in left))


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until(condition, seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


USER = """
import sys
sys.path[:0] = [sys.argv[1]]
from tests.grading.sandbox.test_sandbox import LIMITS, Program, Student, bubblewrap
place = bubblewrap.open_jail("bubblewrap", LIMITS, Program(), hidden=[])
student = Student(place, "import os\\ndef tell(): return os.getpid(), os.getuid()")
print(student.call("tell"))
place.close()
"""


@pytest.mark.sandbox
def test_an_ordinary_user_can_jail_too():
    """Root and others take different roads to the same jail; here both are walked."""
    bwrap = need.sandbox()
    user = [bwrap, "--dev-bind", "/", "/", "--unshare-user", "--uid", "1234", "--gid", "1234"]
    said = subprocess.run(
        [*user, sys.executable, "-c", USER, str(REPOSITORY)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.stdout == "(1, 1000)\n", said.stderr


@pytest.mark.sandbox
def test_the_jail_has_what_the_exercise_imports_ready():
    need.sandbox()
    plots = Program(imports=("matplotlib.pyplot",))
    place = bubblewrap.open_jail("bubblewrap", LIMITS, plots, hidden=[])
    try:
        plot = Student(place, "import sys\ndef ready(): return 'matplotlib.pyplot' in sys.modules")
        assert plot.call("ready") is True
        plot.process.end()
    finally:
        place.close()


@pytest.mark.sandbox
def test_a_warm_parent_that_cannot_start_says_why():
    need.sandbox()
    with pytest.raises(SandboxError, match=r"No module named 'jailed\.nothing'"):
        bubblewrap.open_jail("bubblewrap", LIMITS, Program("nothing"), hidden=[])


@pytest.mark.sandbox
def test_jails_that_were_started_ahead_are_taken_and_end_with_who_took_them():
    need.sandbox()
    start = functools.partial(bubblewrap.open_jail, "bubblewrap", LIMITS, hidden=[REPOSITORY])
    before = jails()
    with bubblewrap.jails_ahead(2, "bubblewrap", LIMITS, Program(), hidden=[REPOSITORY]):
        wait_until(lambda: len(jails() - before) == 2)
        ahead = jails() - before
        first = start(Program())
        assert Student(first, "def one(): return 1").call("one") == 1
        assert jails() - before == ahead
        other = start(Program(imports=("json",)))  # none was started for that
        wait_until(lambda: len(jails() - before) == 3)
        other.close()
        first.close()
        wait_until(lambda: len(ahead & jails()) == 1)
        for pid in ahead & jails():
            os.kill(pid, signal.SIGKILL)
        own = start(Program())  # not the one that was killed
        assert Student(own, "def two(): return 2").call("two") == 2
        own.close()
    assert jails() == before


@pytest.mark.sandbox
def test_jails_that_nobody_takes_end_too():
    need.sandbox()
    before = jails()
    with bubblewrap.jails_ahead(1, "bubblewrap", LIMITS, Program(), hidden=[]):
        wait_until(lambda: len(jails() - before) == 1)
    assert jails() == before


def jails(parent: int | None = None) -> set[int]:
    """Return the children of a process, or of this one, that run bubblewrap."""
    found = set()
    for pid in children(parent or os.getpid()):
        with contextlib.suppress(OSError):
            if Path(f"/proc/{pid}/comm").read_text().strip() == "bwrap":
                found.add(pid)
    return found


def test_convedu_is_never_among_the_packages():
    names = mounts.importable(frozenset({"convedu", "convedu.ops", "nbformat"}))
    assert {"numpy", "matplotlib", "nbformat"} <= set(names)
    assert not [name for name in names if "convedu" in name]


def test_folders_inside_what_is_shown_are_covered(tmp_path):
    inner, outer = tmp_path / "shown" / "solutions", tmp_path / "elsewhere"
    inner.mkdir(parents=True)
    outer.mkdir()
    assert mounts._covered([tmp_path / "shown"], [inner, outer]) == [inner]


def test_a_zip_of_submissions_inside_what_is_shown_is_covered(tmp_path, monkeypatch):
    held = tmp_path / "class.zip"
    held.write_text("others' answers")
    monkeypatch.setattr(mounts, "_system_paths", lambda: [tmp_path])
    options = mounts.mounts([], [held])
    place = options.index(str(held))
    assert options[place - 2 : place] == ["--ro-bind", os.devnull]


def test_without_bubblewrap_the_message_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    for wanted in ("auto", "bubblewrap"):
        with pytest.raises(SandboxError, match=r"install it .* or pass --sandbox none"):
            bubblewrap.choose(wanted)
    assert bubblewrap.choose("none") == "none"


def test_a_bubblewrap_that_cannot_work_is_refused(monkeypatch, tmp_path):
    fake = tmp_path / "bwrap"
    fake.write_text("#!/bin/sh\necho 'No permissions' >&2\nexit 1\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(SandboxError, match=r"No permissions.*--sandbox none"):
        bubblewrap.choose("auto")


@pytest.mark.parametrize(("content", "named"), [("1\n", True), ("0\n", False), (None, False)])
def test_apparmors_setting_is_named_where_it_is_in_the_way(content, named, monkeypatch, tmp_path):
    setting = tmp_path / "setting"
    if content is not None:
        setting.write_text(content)
    monkeypatch.setattr(bubblewrap, "APPARMOR", setting)
    assert (f"sudo sysctl -w {bubblewrap.SETTING}=0" in bubblewrap._allow("namespaces")) == named


# --- without isolation: the same program, and it says so -----------------------------------------


@pytest.fixture
def open_place():
    place = bubblewrap.open_jail("none", LIMITS, Program(), hidden=[])
    yield place
    place.close()


def test_a_plain_process_computes_and_says_that_it_is_not_isolated(open_place):
    assert open_place.isolation == "none: not isolated"
    student = Student(open_place, "import os\ndef tell(): return os.getpid(), os.getcwd()")
    pid, folder = student.call("tell")
    assert pid != os.getpid()
    assert student.process.end() == "ended"
    assert not is_alive(pid)
    assert not Path(folder).exists()


def test_a_plain_process_does_not_find_the_course(open_place):
    student = Student(open_place, "import convedu.ops")
    assert student.failure["type"] == "ModuleNotFoundError"
    student.process.end()


def test_how_a_plain_process_ended_is_known(open_place):
    process = open_place.spawn()
    until_it_is_gone(process, "import os; os._exit(3)")
    assert process.end(gone=True) == "exit 3"


# --- the filter of system calls, run by hand for both machines -----------------------------------

ALLOW, KILL = 0x7FFF0000, 0x80000000


def run_filter(
    machine: str,
    number: int,
    *,
    first: int = 0,
    second: int = 0,
    third: int = 0,
    fourth: int = 0,
    audit: int | None = None,
) -> int:
    """Interpret the filter's program for one call; return what the kernel would."""
    rows = list(struct.iter_unpack("HBBI", seccomp.program(machine)))
    data = {0: number, 4: audit or seccomp.MACHINES[machine][0], 16: first}
    data |= {24: second, 32: third, 40: fourth}
    place, loaded = 0, 0
    while True:
        code, yes, no, value = rows[place]
        place += 1
        if code == 0x06:
            return value
        if code == 0x20:
            loaded = data[value]
        elif code == 0x54:
            loaded &= value
        else:
            met = {0x15: loaded == value, 0x25: loaded > value, 0x45: loaded & value != 0}[code]
            place += yes if met else no


NUMBERS = {  # read, write, execve, mmap; setsockopt, clone, fcntl, ...
    "x86_64": {
        "plain": (0, 1, 59, 9),
        "option": 54,
        "clone": 56,
        "fcntl": 72,
        "setrlimit": 160,
        "prlimit": 302,
        "sockets": (41, 53),
        "mount": 165,
    },
    "aarch64": {
        "plain": (63, 64, 221, 222),
        "option": 208,
        "clone": 220,
        "fcntl": 25,
        "setrlimit": 164,
        "prlimit": 261,
        "sockets": (198, 199),
        "mount": 40,
    },
}


@pytest.mark.parametrize("machine", NUMBERS)
def test_the_filter_denies_what_it_should_and_nothing_else(machine):
    numbers = NUMBERS[machine]
    refused = 0x50000 | errno.EPERM
    assert {run_filter(machine, number) for number in numbers["plain"]} == {ALLOW}
    assert run_filter(machine, numbers["mount"]) == refused
    denied = [row[seccomp.MACHINES[machine][1]] for row in seccomp.DENIED.values()]
    assert {run_filter(machine, number) for number in denied if number >= 0} == {refused}
    assert run_filter(machine, numbers["clone"], first=int(signal.SIGCHLD)) == ALLOW
    for flag in (0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000):
        assert run_filter(machine, numbers["clone"], first=flag | 17) == refused
    absent = [row[seccomp.MACHINES[machine][1]] for row in seccomp.ABSENT.values()]
    assert {run_filter(machine, number) for number in absent} == {0x50000 | errno.ENOSYS}
    *_, mmap = numbers["plain"]
    for flags in (0x1, 0x2, 0x3, 0x22, 0x4022):  # of files, or private
        assert run_filter(machine, mmap, fourth=flags) == ALLOW
    for flags in (0x21, 0x23, 0x4021, 0x40022):
        assert run_filter(machine, mmap, fourth=flags) == refused
    assert run_filter(machine, numbers["option"], third=2) == ALLOW
    assert run_filter(machine, numbers["option"], third=7) == refused
    for limit, code in {0: refused, 4: refused, 3: ALLOW, 7: ALLOW}.items():
        assert run_filter(machine, numbers["setrlimit"], first=limit) == code
        assert run_filter(machine, numbers["prlimit"], second=limit) == code
    for command, code in {3: ALLOW, 5: ALLOW, 6: 0x50000, 38: 0x50000, 1024: refused}.items():
        assert run_filter(machine, numbers["fcntl"], second=command) == code
    for number in numbers["sockets"]:
        assert run_filter(machine, number, first=1) == ALLOW
        assert run_filter(machine, number, first=2) == 0x50000 | errno.EACCES
    assert run_filter(machine, 0, audit=0x40000003) == KILL


def test_the_filter_refuses_the_second_set_of_numbers():
    assert run_filter("x86_64", 0x40000000 | 165) == KILL
