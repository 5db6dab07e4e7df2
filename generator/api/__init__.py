"""The static JSON API: its files, their shapes, the contract that holds them."""
