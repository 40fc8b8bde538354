"""The pack out of what was picked for it: its text, what may be cited, how far each file is covered."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...sources.change import Hunk, Status
from ...sources.evidence import Evidence, Trust
from ...wording import counted
from ..proposal import Material
from .assembly import SAMPLE, Block, nonce_for, text_of
from .candidates import Read
from .coverage import Shown, coverage, files_told
from .filling import Filled
from .manifest import Manifest, full_line, manifest
from .offers import Section
from .opening_lines import about, legend
from .outside import Counting, Masking, Named, Outside
from .packed import Coverage, Level, Pack
from .ranking import Ranking
from .told import told
from .warned import masked, warnings

_BEFORE_HUNKS = ("facts", "notes", "places", "answers", "team", "work", "commits", "mentioned")
_MOST_END = 60  # tokens of the last block


@dataclass(frozen=True)
class Frame:
    """What stands in every pack of this change."""

    blocks: tuple[Block, ...]
    manifest: Manifest
    tokens: int  # with those of the last block
    files: int


def frame(material: Material, files: Sequence[Named], budget: int, outside: Outside, counter: Counting) -> Frame:
    """The opening lines and the manifest."""
    listed = manifest(files, budget, counter)
    opening = Block("change", "", legend(SAMPLE) + "".join(about(material.change, outside)))
    names = Block("files", f"all that changed: {listed.legend}", "".join(f"{line}\n" for line in listed.lines))
    return Frame((opening, names), listed, counter.count(text_of((opening, names), SAMPLE)) + _MOST_END, len(files))


class Making:
    """Makes packs of what was picked for one room or another."""

    def __init__(
        self,
        material: Material,
        standing: Frame,
        files: Sequence[Named],
        ranking: Ranking,
        read: Read,
        outside: Outside,
        counter: Counting,
        redactor: Masking,
        budget: int,
    ) -> None:
        self._material = material
        self._standing = standing
        self._files = files
        self._ranking = ranking
        self._read = read
        self._outside = outside
        self._counter = counter
        self._redactor = redactor
        self._budget = budget

    def pack(self, filled: Filled) -> Pack:
        """The pack; it may take more than the budget."""
        sections = filled.sections
        evidence = {one.id: one for one in self._evidence(filled)}
        shown = self._shown(filled)
        hunks = {block.name.partition(" ")[0]: block for block in self._hunk_blocks(filled)}
        covered = tuple(coverage(self._files, shown, self._tokens(hunks, sections["condensed"])))
        blocks = [*self._standing.blocks]
        blocks += (_block(sections[name], evidence) for name in _BEFORE_HUNKS if sections[name].taken)
        blocks += hunks.values()
        blocks += [_block(sections["condensed"], evidence)] if sections["condensed"].taken else []
        blocks.append(_end(covered, sections))
        nonce = nonce_for(blocks)
        text = text_of([_opened(blocks[0], nonce), *blocks[1:]], nonce)
        return Pack(
            text=text,
            evidence=evidence,
            coverage=covered,
            redactions=masked(text, evidence, self._redactor),
            tokens=self._counter.count(text),
            budget=self._budget,
            nonce=nonce,
            warnings=tuple(warnings(sections, evidence, self._outside)),
        )

    def _evidence(self, filled: Filled) -> Iterator[Evidence]:
        """All that may be cited; of a file that is told by names, its line with them."""
        for named in self._files:
            yield Evidence(named.id, "file", named.path, full_line(named), Trust.CODE)
        for name in (*_BEFORE_HUNKS, "condensed"):
            for form in filled.sections[name].forms():
                yield from form.evidence
        for named, hunk in self._sent(filled):
            body = filled.picked.views[hunk.id].view.body
            ref = f"{named.path}:{hunk.new_start or hunk.old_start}"
            yield Evidence(hunk.id, "hunk", ref, body.removesuffix("\n"), Trust.CODE)

    def _sent(self, filled: Filled) -> Iterator[tuple[Named, Hunk]]:
        for named in self._files:
            for hunk in self._read.hunks.get(named.id, ()):
                if hunk.id in filled.picked.views:
                    yield named, hunk

    def _hunk_blocks(self, filled: Filled) -> Iterator[Block]:
        """A block for each file with hunks, the most important first."""
        names = {named.id: named for named in self._files}
        for ranked in self._ranking.files:
            there = self._read.hunks.get(ranked.file.id, ())
            sent = [filled.picked.views[hunk.id].view for hunk in there if hunk.id in filled.picked.views]
            if sent:
                status = ranked.file.status
                words = [status.value] if status in (Status.ADDED, Status.DELETED, Status.RENAMED) else []
                words += [f"{len(sent)} of {counted(len(there), 'hunk')}"] if len(sent) < len(there) else []
                name = f"{ranked.file.id} {names[ranked.file.id].path}"
                yield Block(name, ", ".join(words), "".join(view.text for view in sent))

    def _shown(self, filled: Filled) -> Shown:
        facts = {*filled.sections["facts"].taken, *filled.sections["notes"].taken}
        return Shown(
            hunks=self._read.hunks,
            views=filled.picked.views,
            outlined=filled.sections["condensed"].taken,
            told=files_told([fact.evidence for fact in self._material.facts.items if fact.id in facts]),
            never=self._ranking.never,
            unread=self._read.unread,
        )

    def _tokens(self, hunks: Mapping[str, Block], condensed: Section) -> dict[str, int]:
        """What stands in the pack for each file alone."""
        tokens = dict(self._standing.manifest.by_file)
        for file_id, block in hunks.items():
            tokens[file_id] += self._counter.count(block.text(SAMPLE))
        for offer in condensed.offers:
            if offer.id in condensed.taken:
                tokens[offer.id] += offer.forms[condensed.taken[offer.id]].tokens
        return tokens


def _block(section: Section, sent: Collection[str]) -> Block:
    return Block(section.name, section.heading, "".join(form.text for form in told(section, sent)) + section.rest())


def _opened(opening: Block, nonce: str) -> Block:
    """The first block, whose lines tell of the nonce."""
    return Block(opening.name, opening.heading, legend(nonce) + opening.body.removeprefix(legend(SAMPLE)))


def _end(covered: Sequence[Coverage], sections: Mapping[str, Section]) -> Block:
    """How far the files are covered, and which parts are not there at all."""
    levels = {level: sum(one.level is level for one in covered) for level in Level}
    heading = "files: " + ", ".join(f"{number} {level.value}" for level, number in levels.items() if number)
    missing = [counted(one.total, one.noun) for one in sections.values() if one.total and not one.taken]
    return Block("end", heading, f"… not shown: {', '.join(missing)}\n" if missing else "")
