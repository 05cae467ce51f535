"""The lesson on why pictures are given to convolutions."""
