"""Lists of wiki markups, whose depth is the number of their marks: `*`, `**`, `*#`."""

from .writer import Writer


class Lists:
    """The lists that are open in one place of a document."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._marks = ""  # of the item that is open: its list is the last of as many

    @property
    def is_open(self) -> bool:
        return bool(self._marks)

    def item(self, marks: str) -> None:
        """Begin an item of the list with these marks; its words are what is written next."""
        marks = marks[:50]
        if len(set(marks)) == 1:  # `##` under `*`: only the last mark says what kind of list it is
            marks = (self._marks[: len(marks) - 1] + marks)[: len(marks) - 1] + marks[-1]
        shared = 0
        while shared < min(len(marks), len(self._marks)) and marks[shared] == self._marks[shared]:
            shared += 1
        self._leave(min(shared, len(marks)))
        if self._marks and len(self._marks) == len(marks):
            self._writer.end()  # the item before it
        for mark in marks[len(self._marks) :]:
            self._writer.begin("list", ordered=mark == "#")
            if len(self._marks) < len(marks) - 1:
                self._writer.begin("item")
            self._marks += mark
        self._writer.begin("item")

    def close(self) -> None:
        """End all lists: what comes next stands under them."""
        self._leave(0)

    def _leave(self, depth: int) -> None:
        while len(self._marks) > depth:
            self._writer.end()
            self._writer.end()
            self._marks = self._marks[:-1]
