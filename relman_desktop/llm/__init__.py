"""Calling a model: the only part that imports openai and httpx2, and only when a model is first called."""
