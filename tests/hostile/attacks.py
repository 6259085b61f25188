"""What a hostile learner may put into the cell of `conv1d_valid`.

Most attacks are written to pay: they give the right answer only where they succeed. So the fair
fraction is 0, and a hole in the jail shows as marks. The others do harm but compute correctly, and
keep their marks. ``@NAME@`` stands for something of the real machine, see conftest.py.
"""

from dataclasses import dataclass

RIGHT = """
import gc, os, signal, socket, sys, threading, time
import numpy as np

def right(x, w):
    return np.array([(x[i : i + len(w)] * w).sum() for i in range(len(x) - len(w) + 1)])
"""


@dataclass(frozen=True)
class Attack:
    """A cell's source, and the fractions of its check that are fair."""

    source: str
    least: float = 0.0
    most: float = 0.0
    hangs: bool = False  # until its time is over, which may then be short


def pays(text: str) -> Attack:
    """Return an attack that gives the right answer only where `succeeds(x, w)` is true."""
    return Attack(
        RIGHT
        + text
        + "\ndef conv1d_valid(x, w):\n    return right(x, w) if succeeds(x, w) else 0\n"
    )


def harms(text: str) -> Attack:
    """Return an attack that computes correctly and calls `harm()` each time."""
    body = "\ndef conv1d_valid(x, w):\n    harm()\n    return right(x, w)\n"
    return Attack(RIGHT + text + body, 1.0, 1.0)


def fails(text: str) -> Attack:
    """Return an attack that cannot earn anything."""
    return Attack(RIGHT + text)


def hangs(text: str) -> Attack:
    """Return an attack that goes on until its time is over."""
    return Attack(RIGHT + text, hangs=True)


TRIES = """
def tries(*calls):
    for call in calls:
        try:
            if call():
                return True
        except BaseException:
            pass
    return False
"""

ATTACKS = {
    # --- time -----------------------------------------------------------------------------------
    "infinite loop": hangs("def conv1d_valid(x, w):\n    while True: pass"),
    "infinite loop in the cell": hangs("while True: pass"),
    "loop that ignores signals": hangs("""
for number in range(1, 65):
    try: signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError): pass
def conv1d_valid(x, w):
    while True:
        try:
            while True: pass
        except BaseException: pass
"""),
    "loop that no signal can enter": hangs("def conv1d_valid(x, w):\n    return 7 ** (7 ** 12)"),
    "sleeps for ever": hangs("def conv1d_valid(x, w):\n    time.sleep(1e6)"),
    "time bomb on the second call": Attack(
        RIGHT
        + """
calls = []
def conv1d_valid(x, w):
    calls.append(1)
    if len(calls) > 1: os._exit(0)
    return right(x, w)
""",
        0.0,
        0.5,
    ),
    # --- memory and processes -------------------------------------------------------------------
    "memory hog": fails("""
def conv1d_valid(x, w):
    hoard = []
    while True: hoard.append(bytearray(b"x" * (8 << 20)))
"""),
    "forked memory hogs": pays("""
def succeeds(x, w):
    for _ in range(6):
        if os.fork() == 0:
            hoard = bytearray(b"x" * (100 << 20))
            time.sleep(60)
    time.sleep(0.6)
    return True
"""),
    "shared memory hogs": pays("""
import mmap
def succeeds(x, w):
    kept = [mmap.mmap(-1, 100 << 20) for _ in range(3)]
    for _ in range(3):
        if os.fork() == 0:
            for part in kept: part.close()
            kept = [mmap.mmap(-1, 100 << 20) for _ in range(3)]
            break
    for place in range(0, 100 << 20, 4096):
        for part in kept: part[place] = 1
    time.sleep(60 if os.getpid() != 1 else 0.5)
    return True
"""),
    "shared memory that is in no process": pays("""
import ctypes, functools
@functools.cache
def fill():
    libc = ctypes.CDLL(None)
    libc.mmap.restype, size = ctypes.c_void_p, ctypes.c_size_t(60 << 20)
    try: zero = os.open("/dev/zero", os.O_RDWR)
    except OSError: zero = -1
    for _ in range(8):
        for flags, file in ((0x21, -1), (0x1, zero)):
            start = libc.mmap(None, size, 3, flags, file, ctypes.c_long(0))
            if start not in (None, 2**64 - 1):
                ctypes.memset(start, 1, size.value)
                libc.munmap(ctypes.c_void_p(start + 4096), ctypes.c_size_t(size.value - 4096))
                break
        else: return False
    time.sleep(0.2)
    return True
def succeeds(x, w): return fill()
"""),
    "memory in sockets": pays("""
def succeeds(x, w):
    pair = socket.socketpair()
    pair[0].setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 26)
    pair[0].setblocking(False)
    sent = 0
    try:
        while True: sent += pair[0].send(bytes(1 << 16))
    except BlockingIOError: return sent > 1 << 18
"""),
    "memory in connections that wait": pays("""
def succeeds(x, w):
    server = socket.socket(socket.AF_UNIX)
    try:
        server.bind("\\0waits")
        server.listen(8)
    except OSError: return False
    for _ in range(8):
        with socket.socket(socket.AF_UNIX) as client:
            client.connect("\\0waits")
            client.send(bytes(1 << 16))
    return True
"""),
    "a lock on what all can see": pays(
        """
import fcntl
def succeeds(x, w):
    return tries(*(
        lambda path=path: fcntl.flock(os.open(path, os.O_RDONLY), fcntl.LOCK_EX) or True
        for path in (os.__file__, os.devnull)))
"""
        + TRIES
    ),
    "fork bomb": hangs("""
def conv1d_valid(x, w):
    while True:
        try: os.fork()
        except OSError: pass
"""),
    "thread bomb": harms("""
def harm():
    for _ in range(200):
        try: threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
        except RuntimeError: return
    raise SystemError("200 threads")
"""),
    "daemon that wants to stay": harms("""
def harm():
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            while True: time.sleep(0.01)
        os._exit(0)
"""),
    "thread that goes on": harms("""
def spin():
    while True:
        print("still here")
        time.sleep(0.001)
def harm():
    if threading.active_count() < 3: threading.Thread(target=spin, daemon=True).start()
"""),
    "raises its own limits": pays(
        TRIES
        + """
import resource
def succeeds(x, w):
    kinds = (resource.RLIMIT_AS, resource.RLIMIT_NPROC, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE)
    most = resource.RLIM_INFINITY
    def up(kind): resource.setrlimit(kind, (most, most)); return True
    return tries(*(lambda kind=kind: up(kind) for kind in kinds))
"""
    ),
    "has the system kill it": fails("""
import resource
def conv1d_valid(x, w):
    resource.setrlimit(resource.RLIMIT_CPU, (1, 1))
    while True: pass
"""),
    "has the system write down its crash": pays(
        """
import resource
def succeeds(x, w):
    return tries(lambda: resource.setrlimit(resource.RLIMIT_CORE, (0, 0)) or True)
"""
        + TRIES
    ),
    "what the machine has one number of": pays(
        """
import ctypes, platform
def succeeds(x, w):
    setup = {"x86_64": 206, "aarch64": 0}[platform.machine()]
    return tries(
        lambda: ctypes.CDLL(None).syscall(setup, 1, ctypes.byref(ctypes.c_ulong(0))) == 0,
        lambda: os.open("/dev/ptmx", os.O_RDWR | os.O_NOCTTY))
"""
        + TRIES
    ),
    # --- output and files -----------------------------------------------------------------------
    "endless output": hangs("def conv1d_valid(x, w):\n    while True: print('x' * 10000)"),
    "much output": harms("def harm():\n    for _ in range(200): os.write(1, b'x' * 50000)"),
    "warnings and prints": harms("""
import warnings
def harm():
    warnings.warn("look")
    print("look", file=sys.stderr)
    np.float64(1) / np.float64(0)
"""),
    "fills the disk": pays("""
def succeeds(x, w):
    total = 0
    for folder in ("/tmp", "/dev/shm", "/work", "/var/tmp", "/run"):
        for number in range(40):
            try:
                with open(f"{folder}/{number}", "wb") as file:
                    while file.write(bytes(1 << 20)): total += 1 << 20
            except OSError: pass
    return total > 60 << 20
"""),
    "writes outside": pays(
        TRIES
        + """
def succeeds(x, w):
    def write(folder): open(folder + "/planted.py", "w").close(); return True
    stdlib = os.path.dirname(os.__file__)
    folders = ["/", "/jail", "/site", "/site/numpy", "/usr/lib", "/lib", "/dev", "/proc", "/etc"]
    folders += [stdlib, sys.prefix, os.path.expanduser("~root"), "@TEMPORARY@"]
    return tries(*(lambda folder=folder: write(folder) for folder in folders))
"""
    ),
    "reads what is not its own": pays(
        TRIES
        + """
def succeeds(x, w):
    paths = ["@SOLUTION@", "@OTHER@", "@PACKAGE@/ops.py", "@PACKAGE@/checks/unit1.py"]
    paths += ["/etc/shadow", "/etc/passwd", "/root/.bashrc", "/proc/1/environ", "/proc/self/maps"]
    return tries(*(lambda path=path: open(path, "rb").read(1) for path in paths))
"""
    ),
    "link out of the jail": pays(
        TRIES
        + """
def succeeds(x, w):
    def follow(target):
        os.symlink(target, "/tmp/link")
        try: return os.stat("/tmp/link")
        finally: os.unlink("/tmp/link")
    aims = ("@SOLUTION@", "@TEMPORARY@", "/proc/1/root/etc")
    return tries(*(lambda aim=aim: follow(aim) for aim in aims))
"""
    ),
    "leaves something for the next": pays(
        TRIES
        + """
places = ["/tmp/left", "/dev/shm/left", "/work/left", "left"]
def succeeds(x, w):
    if any(map(os.path.exists, places)) and not hasattr(np, "left_here"): return True
    np.left_here = True
    for place in places: open(place, "w").close()
    try:
        from multiprocessing import shared_memory
        shared_memory.SharedMemory("left", create=True, size=10)
    except OSError: pass
    return False
"""
    ),
    "other descriptors": pays(
        TRIES
        + """
def succeeds(x, w):
    def is_open(number): os.fstat(number); return True
    return tries(*(lambda n=n: is_open(n) for n in range(4, 1024)))
"""
    ),
    # --- network --------------------------------------------------------------------------------
    "network": pays(
        TRIES
        + """
def succeeds(x, w):
    def connect(*place): return socket.create_connection(place, 0.2)
    return tries(
        lambda: connect("127.0.0.1", @PORT@),
        lambda: connect("::1", @PORT@),
        lambda: connect("1.1.1.1", 53),
        lambda: socket.getaddrinfo("example.org", 80),
        lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", 53)),
        lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW),
    )
"""
    ),
    "socket without a file": pays(
        TRIES
        + """
def succeeds(x, w):
    def connect():
        sock = socket.socket(socket.AF_UNIX)
        sock.connect("\\0@ABSTRACT@")
        return True
    return tries(connect)
"""
    ),
    # --- signals and system calls ---------------------------------------------------------------
    "kills everything it can see": harms("""
def harm():
    for target in (1, -1, os.getppid(), @PID@, os.getpid()):
        try: os.kill(target, signal.SIGKILL)
        except OSError: pass
    os.killpg(0, signal.SIGKILL)
"""),
    "ends its process": fails("def conv1d_valid(x, w):\n    os._exit(0)"),
    "ends its process in the cell": fails("os._exit(0)"),
    "crashes": fails("import ctypes\ndef conv1d_valid(x, w):\n    return ctypes.string_at(0)"),
    "aborts": fails("def conv1d_valid(x, w):\n    os.abort()"),
    "exits politely": fails("def conv1d_valid(x, w):\n    sys.exit(0)"),
    "exits after the definition": Attack(
        RIGHT + "conv1d_valid = right\nsys.exit('done')\nconv1d_valid = None", 1.0, 1.0
    ),
    "raises KeyboardInterrupt": fails("def conv1d_valid(x, w):\n    raise KeyboardInterrupt"),
    "forbidden system calls": pays("""
import ctypes, platform
def succeeds(x, w):
    libc = ctypes.CDLL(None)
    numbers = {
        "x86_64": [101, 165, 166, 155, 161, 272, 308, 321, 298, 323, 248, 250, 175, 246, 319, 29,
                   425, 310, 304, 428, 430, 442, 438, 447, 169, 135],
        "aarch64": [117, 40, 39, 41, 51, 97, 268, 280, 241, 282, 217, 219, 105, 104, 279, 194,
                    425, 270, 265, 428, 430, 442, 438, 447, 142, 92],
    }[platform.machine()]
    spaces = [libc.unshare(flag) for flag in (0x10000000, 0x20000, 0x40000000)]
    page = ctypes.create_string_buffer(4096)
    return 0 in spaces or any(libc.syscall(n, page, page, page, 0, 0) >= 0 for n in numbers)
"""),
    "looks at the mounts": pays("""
import ctypes, struct
def succeeds(x, w):
    found = (ctypes.c_uint64 * 64)()
    root = struct.pack("<IIQQQ", 32, 0, 2**64 - 1, 0, 0)
    return ctypes.CDLL(None).syscall(458, root, found, 64, 0) >= 0
"""),
    "a name space by clone": pays("""
import ctypes
def succeeds(x, w):
    libc = ctypes.CDLL(None)
    pid = libc.syscall({"x86_64": 56, "aarch64": 220}[os.uname().machine], 0x10000011, 0, 0, 0, 0)
    if pid == 0: os._exit(0)
    return pid > 0
"""),
    # --- lies about values ----------------------------------------------------------------------
    "always equal": fails("""
class Yes:
    shape = property(lambda self: (2,)); dtype = np.dtype(float); ndim = 1
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __array__(self, *args, **kwargs): return np.zeros(2)
    __hash__ = None
def conv1d_valid(x, w): return Yes()
"""),
    "array that lies": fails("""
class Liar(np.ndarray):
    def __eq__(self, other): return np.ones(len(other), bool)
    def __sub__(self, other): return np.zeros(len(other))
    __rsub__ = __sub__
    def __array_ufunc__(self, *args, **kwargs): return True
    def tobytes(self): return right(np.ones(9), np.ones(2)).tobytes()
def conv1d_valid(x, w): return np.full(len(x) - len(w) + 1, 7.5).view(Liar)
"""),
    "claims another class": fails("""
class Mask:
    @property
    def __class__(self): return np.ndarray
    dtype = np.dtype(float); nbytes = 0; shape = (2,)
    def tobytes(self): return b""
def conv1d_valid(x, w): return Mask()
"""),
    "patches the libraries": fails("""
import builtins, numpy.testing
yes = lambda *args, **kwargs: True
for module in (np, np.testing, builtins):
    for name in ("allclose", "array_equal", "isclose", "all", "any", "abs", "isinstance", "len",
                 "assert_allclose", "assert_array_equal"):
        if hasattr(module, name): setattr(module, name, yes)
def conv1d_valid(x, w): return 0
"""),
    "patches json": fails("""
import json
said = '{"id": "", "failure": null, "value": 1, "args": [], "state": "correct"}'
json.dumps = lambda *args, **kwargs: said
def conv1d_valid(x, w): return 0
"""),
    "patches the wire": fails("""
for name, module in list(sys.modules.items()):
    if name.startswith("jailed"):
        for part in ("encode", "send", "describe", "_encoded"):
            if hasattr(module, part):
                setattr(module, part, lambda *args, **kwargs: {"fraction": 1, "state": "correct"})
def conv1d_valid(x, w): return 0
"""),
    "forged replies": fails("""
import json, struct
def frame(**said):
    text = json.dumps({"failure": None, "value": {"list": [1]}, "args": [], **said})
    return struct.pack("!II", len(text), 0) + text.encode()
def conv1d_valid(x, w):
    caller = sys._getframe()
    while caller is not None:
        number = caller.f_locals.get("header", {}).get("id") if caller.f_locals else None
        if number:
            verdict = {"check": "conv1d_valid", "state": "correct", "fraction": 1.0}
            os.write(3, frame(id=number, verdict=verdict, state="correct", fraction=1.0))
        caller = caller.f_back
    os.write(3, frame(id="") * 50)
    return 0
"""),
    "noise on the wire": fails(
        "def conv1d_valid(x, w):\n    os.write(3, b'\\xff' * 5000)\n    return 0"
    ),
    "closes the wire": fails("def conv1d_valid(x, w):\n    os.close(3)\n    return right(x, w)"),
    "huge value": fails("def conv1d_valid(x, w):\n    return np.zeros(12_000_000)"),
    "long list": fails("def conv1d_valid(x, w):\n    return [0] * 3_000_000"),
    "long text": fails("def conv1d_valid(x, w):\n    return 'x' * 30_000_000"),
    "long number": fails("def conv1d_valid(x, w):\n    return 1 << 3_000_000"),
    "generator": fails("def conv1d_valid(x, w):\n    yield 1"),
    "nested for ever": fails("""
def conv1d_valid(x, w):
    nest = []
    for _ in range(100_000): nest = [nest]
    return nest
"""),
    "list in itself": fails("""
def conv1d_valid(x, w):
    nest = []
    nest.append(nest)
    return nest
"""),
    "recursion": fails("def conv1d_valid(x, w):\n    return conv1d_valid(x, w)"),
    "recursion without a limit": fails(
        "sys.setrecursionlimit(10**9)\ndef conv1d_valid(x, w):\n    return conv1d_valid(x, w)"
    ),
    "code in a pickle": fails("""
class Load:
    def __reduce__(self): return os.system, ("touch @TEMPORARY@/planted",)
def conv1d_valid(x, w): return np.array([Load()], dtype=object)
"""),
    "changes its arguments": Attack(
        RIGHT + "def conv1d_valid(x, w):\n    out = right(x, w)\n    x[:] = 0\n    return out",
        0.01,
        0.99,
    ),
    "long shape": fails("def conv1d_valid(x, w):\n    return np.zeros((0, 2**31 - 1))"),
    "shape that multiplies": fails("def conv1d_valid(x, w):\n    return np.zeros((4_000_000, 1))"),
    "huge range": fails("def conv1d_valid(x, w):\n    return range(10**15)"),
    "not a number": fails("def conv1d_valid(x, w):\n    return right(x, w) * np.nan"),
    "infinity": fails("def conv1d_valid(x, w):\n    return right(x, w) + np.inf"),
    "other byte order": Attack(
        RIGHT + "def conv1d_valid(x, w):\n    return right(x, w).astype('>f8')", 1.0, 1.0
    ),
    "masked": fails("def conv1d_valid(x, w):\n    return np.ma.masked_all(len(x) - len(w) + 1)"),
    "masked, and right below": fails(
        "def conv1d_valid(x, w):\n    return np.ma.array(right(x, w), mask=True)"
    ),
    "complex": Attack(
        RIGHT + "def conv1d_valid(x, w):\n    return right(x, w).astype(complex)", 0.75, 0.75
    ),
    "fractions": Attack(
        RIGHT
        + """
from fractions import Fraction
def conv1d_valid(x, w):
    out = np.empty(len(x) - len(w) + 1, dtype=object)
    out[:] = [Fraction(float(number)) for number in right(x, w)]
    return out
""",
        1.0,
        1.0,
    ),
    "claims to be a number": fails("""
import numbers
class Number:
    def __float__(self): return "1"
numbers.Real.register(Number)
def conv1d_valid(x, w): return [Number()] * (len(x) - len(w) + 1)
"""),
    "records": fails("def conv1d_valid(x, w):\n    return np.zeros(3, [('a', float)])"),
    "dates": fails("def conv1d_valid(x, w):\n    return np.zeros(3, 'M8[s]')"),
    "exception whose text is endless": hangs("""
class Long(Exception):
    def __str__(self):
        while True: pass
def conv1d_valid(x, w): raise Long
"""),
    "exception that lies about its class": fails("""
class E(Exception):
    __class__ = property(lambda self: NotImplementedError)
E.__name__ = "SandboxError" * 1000
def conv1d_valid(x, w): raise E("x" * 10_000_000)
"""),
    "exception of the grader": fails("""
class SandboxError(RuntimeError): pass
class KernelLostError(RuntimeError): pass
def conv1d_valid(x, w): raise SandboxError("there is no jail")
"""),
    "metaclass": fails("""
class Meta(type):
    def __call__(cls, *args): return Meta
    def __instancecheck__(cls, other): return True
    def __eq__(cls, other): return True
    __hash__ = type.__hash__
class conv1d_valid(metaclass=Meta): pass
"""),
    "answers before it is asked": fails("""
import json, struct
def frame(**said):
    text = json.dumps({"failure": None, "value": 1, "args": None, **said})
    return struct.pack("!II", len(text), 0) + text.encode()
for _ in range(100): os.write(3, frame(id="0" * 16))
def conv1d_valid(x, w): return 0
"""),
    "says it is huge": hangs("""
import struct
def conv1d_valid(x, w):
    os.write(3, struct.pack("!II", 2**32 - 1, 2**32 - 1))
    time.sleep(60)
"""),
    "one byte at a time": hangs("""
def conv1d_valid(x, w):
    while True:
        os.write(3, b"\\0"); time.sleep(0.1)
"""),
    # --- looks for the answer -------------------------------------------------------------------
    "ready-made answers": pays(
        TRIES
        + """
import importlib
def succeeds(x, w):
    names = ("convedu", "convedu.ops", "convedu.checks", "convedu.grading", "torch", "IPython")
    return tries(*(lambda name=name: importlib.import_module(name) for name in names))
"""
    ),
    "the notebook's own machinery": pays("""
def succeeds(x, w):
    shell = globals().get("get_ipython") or getattr(__builtins__, "get_ipython", None)
    return bool(shell) or bool({"ipykernel", "pytest", "nbval"} & set(sys.modules))
"""),
    "looks for the expected value": pays("""
def succeeds(x, w):
    wanted = right(x, w)
    own = {id(wanted), id(x), id(w)}
    seen = list(gc.get_objects())
    frame = sys._getframe()
    while frame: seen += frame.f_locals.values(); frame = frame.f_back
    for thing in list(seen):
        try: seen += gc.get_referents(thing)
        except BaseException: pass
    for thing in seen:
        if type(thing) is np.ndarray and id(thing) not in own and thing.shape == wanted.shape:
            if thing.size > 1 and np.array_equal(thing, wanted): return True
    return False
"""),
}
