"""What the tests of a change prove: which come, go, stop running or ask less."""
