"""VGG: six columns of one table, and where their parameters sit."""
