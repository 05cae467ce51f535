"""What every lesson uses: questions, boards, grids, texts, and the catalogue of the course."""
