"""The lesson on dropout."""
