"""Whether a folder is on another machine's disk, where SQLite's log does not work and locks cannot be relied on.

"All processes using a database must be on the same host computer; WAL does not work over a network filesystem"
(sqlite.org/wal.html); "file locking logic is buggy in many network filesystem implementations"
(sqlite.org/whentouse.html). There a database is kept with a rollback journal.
"""

import os
import re
import sys
from pathlib import Path

_KINDS = re.compile(  # of file systems, as Linux names them
    "nfs4?|cifs|smb3|smbfs|ncpfs|afs|ceph|glusterfs|lustre|beegfs|gfs2|ocfs2|orangefs|coda|davfs|9p|vboxsf|prl_fs"
)
_FUSE = re.compile(
    r"fuse\.(sshfs|rclone|davfs2?|s3fs|glusterfs|gvfsd-fuse|vmhgfs-fuse|ceph|juicefs|onedriver|google-drive)"
)
_REMOTE = 4  # DRIVE_REMOTE of Windows' GetDriveTypeW
_LOCAL = 0x1000  # MNT_LOCAL of macOS's statfs
_FLAGS = 64  # where `flags` stands in macOS's struct statfs


def is_remote(folder: Path) -> bool:
    """Whether a folder, which may not exist yet, is on a network drive; False where that cannot be found out."""
    place = folder.absolute()
    while not place.exists() and place != place.parent:
        place = place.parent
    try:
        if sys.platform == "win32":
            return _windows(place)
        return _mac(place) if sys.platform == "darwin" else _linux(place.resolve())
    except (OSError, ValueError, AttributeError):
        return False


def remote_kind(mounts: str, place: str) -> str:
    """The kind of the network file system that a path is on; "" for one of this machine. `mounts`: a mountinfo."""
    kind, longest = "", -1
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        fields = before.split()
        if len(fields) < 5 or not after:
            continue
        point = re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), fields[4])
        inside = place == point or place.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= longest:  # the last of several in one place is on top
            kind, longest = after.split()[0], len(point)
    return kind if _KINDS.fullmatch(kind) or _FUSE.fullmatch(kind) else ""


def _linux(place: Path) -> bool:
    data = Path("/proc/self/mountinfo").read_bytes()
    return bool(remote_kind(data.decode("utf-8", "surrogateescape"), os.fspath(place)))


def _windows(place: Path) -> bool:
    import ctypes

    if place.drive.startswith("\\\\"):
        return True
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - not on other systems
    return bool(kernel.GetDriveTypeW(place.anchor) == _REMOTE)


def _mac(place: Path) -> bool:
    import ctypes

    library = ctypes.CDLL(None, use_errno=True)
    statfs = getattr(library, "statfs$INODE64", None) or library.statfs
    told = ctypes.create_string_buffer(4096)  # a struct statfs has 2168 bytes
    if statfs(os.fsencode(place), told):
        return False
    return not int.from_bytes(told.raw[_FLAGS : _FLAGS + 4], sys.byteorder) & _LOCAL
