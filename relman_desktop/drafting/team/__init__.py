"""What of the team's profile is about a change: which entries apply to it, and which of its goals it serves.

words     the table `resources/team.toml`: how the team's words are read
plain     texts of the profile and of work tickets as they may stand in a field
applying  the entries that apply to a change, and why
sentences texts by their sentences; written what somebody wrote of a change, read once
naming    whether a sentence means the goal that it holds
forms     whether two words are forms of one
linking   goals, priorities and journeys that something of the change speaks of
"""
