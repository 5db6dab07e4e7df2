"""Sites that reach a host, also those that a stranger's pull request built."""
