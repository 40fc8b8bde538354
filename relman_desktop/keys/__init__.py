"""The keys of endpoints, and the tokens of trackers.

Each is in the keyring of the system, in a variable that the person chose, or kept for this session only.

Every function may wait for the keyring, up to `LIMIT_S` seconds: call it off the window's thread. A key is never
written to a file, a log, a message or an argument; only `Key.reveal` gives it.
"""

from .keeping import forget_key, keep_key, key_for
from .key import Key, Place
from .system import LIMIT_S, Condition, KeyringState, state

__all__ = ["LIMIT_S", "Condition", "Key", "KeyringState", "Place", "forget_key", "keep_key", "key_for", "state"]
