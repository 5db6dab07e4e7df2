"""Colours of themes, distinguishable with any colour vision."""

COLOURS = ("#0072b2", "#d55e00", "#00805c", "#b0568c", "#b57700", "#5e5e5e", "#2a86b8", "#7d7a00")
"""Of families of themes in their display order, as the stylesheet has them on light pages."""
