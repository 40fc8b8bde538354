"""When it is deployed: freezes, maintenance windows, weekends and hours, its duration, and what else is planned."""
