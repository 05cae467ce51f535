"""What the live panel says of runs that were really trained."""
