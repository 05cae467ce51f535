"""What lab and experiments share: runs, how they are watched, compared and explored."""
