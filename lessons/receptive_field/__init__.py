"""The lesson on what a unit of a deep layer can see."""
