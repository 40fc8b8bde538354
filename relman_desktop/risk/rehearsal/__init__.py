"""The way back, tried in memory: does the revert apply, does the previous version run, is it still there to go to."""
