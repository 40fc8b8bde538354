"""The same change gives the same bytes: in another process, with another hash seed, in another order of mappings."""

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

from relman_desktop.drafting.pack import pack
from relman_desktop.drafting.proposal import Material
from relman_desktop.jobs import Cancel
from relman_desktop.loaded import Loaded

from .making import Masker, Words, a_material, shuffled, some_texts

_SEEDS = (1, 5, 9)
_BUDGETS = (1500, 4000, 60_000)


def digest() -> str:
    """Of packs of some changes at some budgets."""
    packs = [
        pack(a_material(some_texts(seed, 15, 300), seed), budget, Words(), Masker(), Cancel())
        for seed in _SEEDS
        for budget in _BUDGETS
    ]
    return sha256(repr(packs).encode()).hexdigest()


def test_another_process_with_another_hash_seed_gives_the_same_bytes() -> None:
    root = Path(__file__).parents[3]
    words = "from tests.drafting.pack.test_determinism import digest; print(digest())"
    told = {
        subprocess.run(
            [sys.executable, "-c", words],
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
        for seed in ("0", "4711")
    }
    assert told == {digest()}


def test_the_order_of_mappings_does_not_matter() -> None:
    material = a_material(some_texts(5, 15, 300), 5)
    one = pack(material, 4000, Words(), Masker(), Cancel())
    assert pack(shuffled(material, 3), 4000, Words(), Masker(), Cancel()).text == one.text


def test_packing_again_with_the_same_masks_gives_the_same_bytes(loaded: Loaded) -> None:
    material = Material(loaded.change, loaded.facts, loaded.work)
    masker = Masker()
    first = pack(material, 6000, Words(), masker, Cancel())
    pack(material, 90_000, Words(), masker, Cancel())
    assert pack(material, 6000, Words(), masker, Cancel()) == first
