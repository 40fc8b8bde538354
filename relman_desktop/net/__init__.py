"""The one way to a server, which a model's client and the trackers' client share: it sends nothing by itself."""
