"""Which commit wrote the lines that a later one removes: the tracing of faults, in one pass over a bounded history.

parsing  git's answer, read as a stream
section  what a commit does to a file, in hunk headers
lines    the origin of each line of one version of a file, by intervals
tracing  the origins of all versions, from the oldest commit to the newest
reading  which commits, and git's answers about them
"""
