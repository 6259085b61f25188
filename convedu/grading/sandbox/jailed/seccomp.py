"""A deny-list of system calls for the student process, written as a BPF program by hand.

The namespaces already take away what these calls could reach; the list takes away the calls
themselves, because most holes in kernels were found in the rarely used ones.
"""

import ctypes
import errno
import platform
import struct
from functools import cache

# name: (x86_64, aarch64); -1 where the machine has no such call. From 424 on they are the same.
DENIED = {
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "kcmp": (312, 272),
    "personality": (135, 92),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "mknod": (133, -1),
    "mknodat": (259, 33),
    "unshare": (272, 97),
    "setns": (308, 268),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "init_module": (175, 105),
    "delete_module": (176, 106),
    "finit_module": (313, 273),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "reboot": (169, 142),
    "syslog": (103, 116),
    "acct": (163, 89),
    "quotactl": (179, 60),
    "quotactl_fd": (443, 443),
    "settimeofday": (164, 170),
    "adjtimex": (159, 171),
    "clock_adjtime": (305, 266),
    "sethostname": (170, 161),
    "setdomainname": (171, 162),
    "iopl": (172, -1),
    "ioperm": (173, -1),
    "modify_ldt": (154, -1),
    "vmsplice": (278, 75),
    "fanotify_init": (300, 262),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "seccomp": (317, 277),
    # they watch files that others use, and tell which parts of them were read
    "inotify_init": (253, -1),
    "inotify_init1": (294, 26),
    "mincore": (27, 232),
    "cachestat": (451, 451),
    # memory and messages that outlive a process, or that the watchdog cannot count
    "memfd_create": (319, 279),
    "shmget": (29, 194),
    "shmat": (30, 196),
    "semget": (64, 190),
    "msgget": (68, 186),
    "mq_open": (240, 180),
    "listen": (50, 201),  # what waits for it to accept is in no process: 200 kB each
    "io_setup": (206, 0),  # what it reserves is one number for the whole machine
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "pidfd_getfd": (438, 438),
    "mount_setattr": (442, 442),
    "memfd_secret": (447, 447),
    # they tell where on the machine each folder of the jail lies, though /proc is empty
    "statmount": (457, 457),
    "listmount": (458, 458),
    "open_tree_attr": (467, 467),
    # each writes out all that the machine has in memory for its disks
    "sync": (162, 81),
    "syncfs": (306, 267),
}
# Said to be "not there", for which libraries have another way
ABSENT = {
    "clone3": (435, 435),  # its flags lie in memory, where a filter cannot look
    "flock": (73, 32),  # on a file that others see, it tells them something or keeps them waiting
}
NAMESPACES = 0x7E020000  # the CLONE_NEW... flags of clone
# MAP_SHARED and MAP_ANONYMOUS: memory that stays when all of it but a page is unmapped, and then is
# in no process that the watchdog could count.
UNCOUNTED = 0x21
MAP_HUGETLB = 0x40000  # the machine's own pool of large pages, which counts for nobody
AF_UNIX = 1
SEND_BUFFER = 7  # SO_SNDBUF: what waits in a socket is in no process either; 8 MB of it each
# Commands of fcntl. A lease on a file that the grader's user owns keeps whoever opens it outside
# waiting, a watch tells of others, and what lies in a large pipe is in no process either.
COMMANDS = {"F_SETLEASE": 1024, "F_NOTIFY": 1026, "F_SETPIPE_SZ": 1031}
# A lock on a file that others see tells them something, and any number of locks is in no process.
# Each is granted and not made, or SQLite would refuse to work: all who could want it are the same.
LOCKS = {"F_SETLK": 6, "F_SETLKW": 7, "F_OFD_SETLK": 37, "F_OFD_SETLKW": 38}
# Whoever lowers these is killed as if from outside, or has the system write down a crash.
KEPT_LIMITS = {"RLIMIT_CPU": 0, "RLIMIT_CORE": 4}
MACHINES = {  # audit number, column in DENIED, then the calls that `program` names
    "x86_64": (0xC000003E, 0, 9, 54, 72, 56, 160, 302, 41, 53),
    "aarch64": (0xC00000B7, 1, 222, 208, 25, 220, 164, 261, 198, 199),
}
_LOAD, _EQUAL, _ABOVE, _MASK, _AND, _RETURN = 0x20, 0x15, 0x25, 0x45, 0x54, 0x06
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_NUMBER, _MACHINE, _ARGUMENT, _COMMAND, _OPTION, _FLAGS = 0, 4, 16, 24, 32, 40


@cache
def program(machine: str) -> bytes | None:
    """Return the filter for a machine, or None where its call numbers are not known."""
    if machine not in MACHINES:
        return None
    audit, column, mmap, setsockopt, fcntl, clone, setrlimit, prlimit, *sockets = MACHINES[machine]
    refuse = (_RETURN, 0, 0, _ERRNO | errno.EPERM)
    local = [(_EQUAL, 1, 0, AF_UNIX), (_RETURN, 0, 0, _ERRNO | errno.EACCES)]
    shared = [(_AND, 0, 0, UNCOUNTED), *_when(errno.EPERM, UNCOUNTED)]
    # Calls that are denied with some arguments only: which to load, and what then
    denied_with = {
        mmap: (_FLAGS, [(_MASK, 0, 1, MAP_HUGETLB), refuse, *shared]),
        setsockopt: (_OPTION, _when(errno.EPERM, SEND_BUFFER)),
        fcntl: (_COMMAND, _when(errno.EPERM, *COMMANDS.values()) + _when(0, *LOCKS.values())),
        clone: (_ARGUMENT, [(_MASK, 0, 1, NAMESPACES), refuse]),
        setrlimit: (_ARGUMENT, _when(errno.EPERM, *KEPT_LIMITS.values())),
        prlimit: (_COMMAND, _when(errno.EPERM, *KEPT_LIMITS.values())),
        **dict.fromkeys(sockets, (_ARGUMENT, local)),
    }
    rows = [
        (_LOAD, 0, 0, _MACHINE),
        (_EQUAL, 1, 0, audit),
        (_RETURN, 0, 0, _KILL),  # another word size: i386 calls on x86_64
        (_LOAD, 0, 0, _NUMBER),
        (_ABOVE, 0, 1, 0x3FFFFFFF),
        (_RETURN, 0, 0, _KILL),  # the x32 calls
    ]
    rows += _when(errno.ENOSYS, *(row[column] for row in ABSENT.values()))
    rows += _when(errno.EPERM, *(row[column] for row in DENIED.values() if row[column] >= 0))
    for number, (argument, inner) in denied_with.items():
        rows += [(_EQUAL, 0, len(inner) + 2, number), (_LOAD, 0, 0, argument), *inner]
        rows.append((_LOAD, 0, 0, _NUMBER))
    rows.append((_RETURN, 0, 0, _ALLOW))
    return b"".join(struct.pack("HBBI", *row) for row in rows)


def _when(code: int, *numbers: int) -> list[tuple[int, int, int, int]]:
    pairs = [[(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _ERRNO | code)] for number in numbers]
    return [row for pair in pairs for row in pair]


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("rows", ctypes.c_char_p))


def install(libc: ctypes.CDLL) -> None:
    """Put the filter, if there is one for the machine, on this process for good."""
    code = program(platform.machine()) or b""
    block = _Program(len(code) // 8, code)
    if code and libc.prctl(22, 2, ctypes.byref(block), 0, 0):
        raise OSError(ctypes.get_errno(), "the kernel refuses the seccomp filter")
