"""What a ticket says out of the team's profile and of its work items: the team's own steps, metrics, tests and goals.

Every function gives nothing where the profile has no entry for it, so that a draft without a profile is as it is.
"""
