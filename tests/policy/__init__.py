"""Who may do what: the table, every cell of it over HTTP, and random triples against an oracle."""
