"""The guided experiments."""
