"""Whether a window could open here. Qt itself does not ask: without a screen it aborts the process."""

import os
import sys
from pathlib import Path


def screen_answers() -> bool:
    """Whether the screen that the environment names takes a connection; True where Qt brings its own.

    It takes about a millisecond, and never longer than the server's own refusal of a connection.
    """
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    if not sys.platform.startswith("linux") or (platform and not platform.startswith(("xcb", "wayland"))):
        return True
    return _wayland_answers() or _x_answers()


def _wayland_answers() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY")
    if not name:
        return False
    import socket  # both imports cost milliseconds of the window's start, and one is enough

    path = Path(os.environ.get("XDG_RUNTIME_DIR", "")) / name  # an absolute name stands alone
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(2)
        try:
            connection.connect(str(path))
        except OSError:
            return False
    return True


def _x_answers() -> bool:
    if not os.environ.get("DISPLAY"):
        return False
    import ctypes

    try:
        xcb = ctypes.CDLL("libxcb.so.1")
        ctypes.CDLL("libxcb-cursor.so.0")  # Qt's own plugin does not load without it
    except OSError:
        return False
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    refused = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not refused
