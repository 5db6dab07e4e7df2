"""What came in lately: weekly additions, feeds, the digest."""
