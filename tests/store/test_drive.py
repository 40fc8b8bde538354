"""Network drives, by what Linux says of its mounts."""

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.store.drive import is_remote, remote_kind

MOUNTS = r"""22 1 0:21 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
31 22 0:5 / /home rw - ext4 /dev/sda2 rw
40 31 0:50 / /home/a/net rw,relatime shared:9 - nfs4 server:/export rw,vers=4.2
41 31 0:51 / /home/a/with\040space rw - cifs //server/share rw
42 31 0:52 / /home/a/ssh rw - fuse.sshfs me@server: rw
43 40 0:53 / /home/a/net/local rw - tmpfs tmpfs rw
44 31 0:54 / /home/b rw - nfs server:/b rw
45 44 0:55 / /home/b rw - xfs /dev/sdb1 rw
46 31 0:56 / /home/c rw - fuse.portal portal rw
a line that is none
"""


@pytest.mark.parametrize(
    "place, kind",
    [
        ("/home/a", ""),
        ("/home/a/net", "nfs4"),
        ("/home/a/net/deep/er", "nfs4"),
        ("/home/a/network", ""),
        ("/home/a/net/local/x", ""),
        ("/home/a/with space/x", "cifs"),
        ("/home/a/ssh", "fuse.sshfs"),
        ("/home/b/x", ""),  # another file system was mounted over it
        ("/home/c", ""),
        ("/", ""),
    ],
)
def test_the_innermost_mount_counts(place: str, kind: str) -> None:
    assert remote_kind(MOUNTS, place) == kind


@given(st.text(max_size=200), st.text(max_size=20))
def test_any_text_of_mounts_is_read(mounts: str, place: str) -> None:
    assert isinstance(remote_kind(mounts, place), str)


def test_the_drive_of_a_test_is_this_machine_s(tmp_path: Path) -> None:
    assert not is_remote(tmp_path / "not" / "there" / "yet")


@pytest.mark.skipif(sys.platform != "win32", reason="such paths are Windows'")
def test_a_share_is_on_another_machine() -> None:
    assert is_remote(Path(r"\\server\share\folder"))
