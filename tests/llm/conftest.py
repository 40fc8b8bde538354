"""What the tests of a model's client share with those of others."""

from tests.net.certificate import certificate

__all__ = ["certificate"]
