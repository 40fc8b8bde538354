"""How tokens are shared among parts that want different amounts of them."""

from collections.abc import Mapping


def shared(room: int, demands: Mapping[str, int], shares: Mapping[str, int]) -> dict[str, int]:
    """What each part gets: its demand if its share covers it, and of what such parts leave, again its share.

    Parts with a small demand are never cut for a large one's sake; what is given is never more than the room.
    """
    given = dict.fromkeys(demands, 0)
    wanting = {name for name, demand in demands.items() if demand > 0}
    left = max(0, room)
    while wanting:
        total = sum(shares[name] for name in wanting)
        content = {name for name in wanting if demands[name] * total <= left * shares[name]}
        if not content:
            return given | {name: left * shares[name] // total for name in wanting}
        for name in content:
            given[name] = demands[name]
        left -= sum(demands[name] for name in content)
        wanting -= content
    return given
