"""What import and export share: identifiers, dates, venues, names, lists of authors."""
