"""Files that are found by their text."""
