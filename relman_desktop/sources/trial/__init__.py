"""Merges tried out beside a repository: it lends its objects and is not touched, and nothing that it names can start.

scratch   an empty repository in the temporary folder that reads another's objects and writes only its own
merging   three trees merged into one, and what conflicts
apart     two differences that cannot conflict, told by their paths alone
"""

from .apart import apart
from .merging import Conflict, Merged, can_merge, merged
from .scratch import scratch

__all__ = ["Conflict", "Merged", "apart", "can_merge", "merged", "scratch"]
