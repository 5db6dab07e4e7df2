"""A record as a curator writes it, and random keys and values of records."""

from hypothesis import strategies as st

from generator.catalog.records import Paper

ORDER = list(Paper.model_fields)
RECORD = """\
# The record of a curator who comments.
authors:   # in the paper's order
  - "Ada Lovelace"   # first
  # looked up twice
  - Charles Babbage
title: 'On: engines'  # with a colon

published: 1843
summary: |
  First line.
  # not a comment
themes: [a, b]  # two
# after themes
note: last
"""
KEYS = st.sampled_from(ORDER)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=300)
VALUES = WORDS.filter(str.strip) | st.lists(WORDS.filter(str.strip), min_size=1, max_size=4)
