"""A new catalogue: the questions, the repository, its files."""
