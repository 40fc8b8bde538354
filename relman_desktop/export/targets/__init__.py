"""Where tickets go, as data: what each change system takes, and what a ticket becomes there."""
