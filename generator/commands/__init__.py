"""The subcommands of `catalog`, one module for each command or family of commands."""
