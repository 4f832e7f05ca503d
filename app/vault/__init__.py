"""What a stolen database must not give away: sealed columns, the keys they are sealed with, and the index to find them by."""
