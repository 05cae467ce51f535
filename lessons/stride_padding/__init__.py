"""The lesson on stride and padding."""
