"""The lesson on fully connected layers."""
