"""Whether what is copied is still there when this program has ended.

Windows and macOS keep it. Under X11 the program that copied holds it, and Qt hands it to a clipboard manager when the
program ends, if there is one: it owns the selection CLIPBOARD_MANAGER (freedesktop.org, "Clipboard Manager"). Under
Wayland nobody can be asked.
"""

import ctypes
from functools import cache

from PySide6.QtGui import QGuiApplication

_KEEPING = ("windows", "cocoa")
_MANAGER = b"CLIPBOARD_MANAGER"
SENTENCE = "It is on the clipboard until Relman Desktop is closed."


@cache
def stays() -> bool:
    """Whether somebody keeps it; asked once."""
    platform = QGuiApplication.platformName()
    return platform in _KEEPING or (platform == "xcb" and _has_manager())


def _has_manager() -> bool:
    """Asks the X server, by the library that Qt's own plugin needs."""
    try:
        xcb = _library()
    except OSError:
        return False
    connection = xcb.xcb_connect(None, None)
    try:
        atom = _atom(xcb, connection)
        return bool(atom and _owner(xcb, connection, atom))
    finally:
        xcb.xcb_disconnect(connection)


class _Atom(ctypes.Structure):
    _fields_ = (
        ("kind", ctypes.c_uint8),
        ("pad", ctypes.c_uint8),
        ("sequence", ctypes.c_uint16),
        ("length", ctypes.c_uint32),
        ("value", ctypes.c_uint32),
    )  # of the answers both to InternAtom and to GetSelectionOwner


def _library() -> ctypes.CDLL:
    xcb = ctypes.CDLL("libxcb.so.1")
    pointer, number = ctypes.c_void_p, ctypes.c_uint32
    xcb.xcb_connect.restype = pointer
    xcb.xcb_connect.argtypes = (ctypes.c_char_p, pointer)
    xcb.xcb_disconnect.argtypes = (pointer,)
    xcb.xcb_intern_atom.restype = xcb.xcb_get_selection_owner.restype = number
    xcb.xcb_intern_atom.argtypes = (pointer, ctypes.c_uint8, ctypes.c_uint16, ctypes.c_char_p)
    xcb.xcb_get_selection_owner.argtypes = (pointer, number)
    for reply in (xcb.xcb_intern_atom_reply, xcb.xcb_get_selection_owner_reply):
        reply.restype = ctypes.POINTER(_Atom)
        reply.argtypes = (pointer, number, pointer)
    return xcb


def _atom(xcb: ctypes.CDLL, connection: int) -> int:
    return _value(
        xcb.xcb_intern_atom_reply(connection, xcb.xcb_intern_atom(connection, 1, len(_MANAGER), _MANAGER), None)
    )


def _owner(xcb: ctypes.CDLL, connection: int, atom: int) -> int:
    asked = xcb.xcb_get_selection_owner(connection, atom)
    return _value(xcb.xcb_get_selection_owner_reply(connection, asked, None))


def _value(answer: "ctypes._Pointer[_Atom]") -> int:
    return int(answer.contents.value) if answer else 0
