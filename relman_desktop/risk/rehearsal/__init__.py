"""The way back, tried in memory: does the revert apply, does the previous version run, is it still there to go to.

reverting    the revert: `attempt` makes it beside the repository, `conflicting` says what conflicts and why
migrated     the previous version against the new schema and the new surroundings, from the facts
artifacts    the tags, images and versions that lead back; `images` reads the deployment files
for_good     what cannot be undone
wording      all this for the command line
"""

from .rehearsal import Finding, Outcome, Rehearsal
from .wording import as_lines, as_object

__all__ = ["Finding", "Outcome", "Rehearsal", "as_lines", "as_object"]
