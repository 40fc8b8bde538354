"""What a history says of its commits: who, when, which files, how many lines, a fix or not.

record    what is kept of a commit: nothing but what follows from its id
messages  fixes and reverts, told from a commit's message
parsing   git's answer, read as a stream
walking   which commits, in which order
reading   their records, from git and from the cache
cache     the records that were read before, on disk
"""
