"""What people type after `catalog`, a module for each family of commands."""
