"""What a student's code may not do: reach outside its folder, start programs, use the network.

Two fences stand behind each other. Python's audit events (PEP 578) refuse with a message that a
student understands; on Linux the kernel's Landlock refuses whatever does not pass through Python.
Neither is a wall against somebody who wants to break out: a course that must expect that grades in
a container.
"""

import ctypes
import os
import struct
import sys
from collections.abc import Sequence
from pathlib import Path

FORBIDDEN = {
    "subprocess.Popen": "start another program", "os.system": "start another program",
    "os.exec": "start another program", "os.posix_spawn": "start another program",
    "os.spawn": "start another program", "os.fork": "start another process",
    "os.forkpty": "start another process", "pty.spawn": "start another program",
    "os.startfile": "start another program", "socket.connect": "use the network",
    "socket.bind": "use the network", "socket.getaddrinfo": "use the network",
    "socket.sendto": "use the network", "os.kill": "stop another process",
    "os.killpg": "stop another process", "ctypes.dlopen": "load a system library",
    "ftplib.connect": "use the network", "urllib.Request": "use the network",
}  # fmt: skip
# Events that change a file; the numbers say which arguments are paths.
CHANGES = {
    "os.remove": (0,), "os.rmdir": (0,), "os.mkdir": (0,), "os.rename": (0, 1), "os.link": (0, 1),
    "os.symlink": (0, 1), "os.truncate": (0,), "os.chmod": (0,), "os.chown": (0,),
    "os.utime": (0,), "shutil.rmtree": (0,), "shutil.move": (0, 1), "os.setxattr": (0,),
}  # fmt: skip
READS = {"os.listdir": (0,), "os.scandir": (0,), "os.chdir": (0,)}
WRITING_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class NotAllowedError(PermissionError):
    """Something that an exercise does not need and a grader does not let happen."""


def raise_fences(readable: Sequence[Path], writable: Sequence[Path]) -> list[str]:
    """Forbid this process, from now on, what an exercise does not need.

    Parameters
    ----------
    readable : sequence of pathlib.Path
        Folders and files that may be read; those of Python itself and the system's are added.
    writable : sequence of pathlib.Path
        Folders in which files may be made, changed and removed; they can be read, too.

    Returns
    -------
    list of str
        The fences that stand: "audit", and "landlock" where the system has it.
    """
    readable = [*map(_real, readable), *system_paths()]
    writable = [*map(_real, writable)]
    fences = ["audit"]
    if _raise_landlock([*readable, *writable], [*writable, "/dev/null"]):
        fences.append("landlock")
    _raise_audit(readable, writable)
    return fences


def system_paths() -> list[str]:
    """Return the folders that Python needs in order to run at all."""
    found = {_real(path) for path in (sys.prefix, sys.base_prefix, sys.exec_prefix) if path}
    found |= {"/usr/lib", "/usr/lib64", "/lib", "/lib64", "/usr/share", "/usr/local/lib", "/etc",
              "/dev/null", "/dev/urandom", "/proc/self", "/proc/cpuinfo", "/proc/meminfo",
              "/sys/devices/system/cpu"}  # fmt: skip
    return sorted(path for path in found if Path(path).exists() and path != "/")


def _raise_audit(readable: Sequence[str], writable: Sequence[str]) -> None:
    may_read = tuple(f"{path.rstrip(os.sep)}{os.sep}" for path in (*readable, *writable))
    may_write = tuple(f"{path.rstrip(os.sep)}{os.sep}" for path in writable)
    busy = []  # looking up a real path raises events of its own

    def check(path: object, allowed: tuple[str, ...], what: str) -> None:
        if path is None or isinstance(path, int):
            path = "." if path is None else None
        if path is None:
            return
        real = _real(os.fsdecode(path)) + os.sep
        if real.startswith(allowed) or (real == f"/dev/null{os.sep}"):
            return
        raise NotAllowedError(
            f"An exercise may not {what} {os.fsdecode(path)!r}: it lies outside the exercise's "
            "own folder and data."
        )

    def watch(event: str, arguments: tuple) -> None:
        if busy:
            return
        busy.append(True)
        try:
            if event == "open":
                path, mode, flags = arguments
                writes = bool(set(mode or "") & set("wax+")) or bool((flags or 0) & WRITING_FLAGS)
                check(path, may_write if writes else may_read, "write to" if writes else "read")
            elif event in CHANGES:
                for place in CHANGES[event]:
                    check(arguments[place], may_write, "change")
            elif event in READS:
                for place in READS[event]:
                    check(arguments[place] if arguments else None, may_read, "look into")
            elif event in FORBIDDEN:
                if event.startswith("os.kill") and arguments[:1] == (os.getpid(),):
                    return
                raise NotAllowedError(f"An exercise may not {FORBIDDEN[event]}.")
        finally:
            busy.clear()

    sys.addaudithook(watch)


def _real(path: object) -> str:
    return os.path.realpath(os.fsdecode(path))


def _raise_landlock(readable: Sequence[str], writable: Sequence[str]) -> bool:
    """Restrict this process through Landlock; return whether the kernel did it.

    Numbers are those of ``linux/landlock.h``; the three system calls have the same numbers on all
    processors.
    """
    if not sys.platform.startswith("linux"):
        return False
    create, add, restrict = 444, 445, 446
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    version = libc.syscall(create, None, 0, 1)
    if version < 1:
        return False
    execute, write_file, read_file, read_dir = 1, 2, 4, 8
    every_right = (1 << 13) - 1  # those of version 1
    if version >= 2:
        every_right |= 1 << 13  # moving between folders
    if version >= 3:
        every_right |= 1 << 14  # truncating
    network = 3 if version >= 4 else 0  # binding and connecting over TCP
    attributes = (
        struct.pack("=QQ", every_right, network) if network else struct.pack("=Q", every_right)
    )
    rules = libc.syscall(create, attributes, ctypes.c_size_t(len(attributes)), 0)
    if rules < 0:
        return False
    of_files = execute | write_file | read_file | (1 << 14 if version >= 3 else 0)
    try:
        for paths, rights in ((readable, execute | read_file | read_dir), (writable, every_right)):
            for path in paths:
                try:
                    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
                except OSError:
                    continue
                allowed = rights if Path(path).is_dir() else rights & of_files
                rule = struct.pack("=Qi", allowed, place)
                libc.syscall(add, rules, 1, rule, 0)
                os.close(place)
        no_new_privileges = 38
        libc.prctl(no_new_privileges, 1, 0, 0, 0)
        return libc.syscall(restrict, rules, 0) == 0
    finally:
        os.close(rules)
