"""What of the team's profile is about a change: which entries apply to it, and which of its goals it serves.

words     the table `resources/team.toml`: how the team's words are read
plain     texts of the profile and of work tickets as they may stand in a field
applying  the entries that apply to a change, and why
linking   goals, priorities and journeys that something of the change speaks of
"""
