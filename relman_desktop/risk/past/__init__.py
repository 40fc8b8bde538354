"""What the history tells of the commits of a change, by the definitions that the weights were learned with."""
