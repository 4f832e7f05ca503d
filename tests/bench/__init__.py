"""What the main work costs, beside its bare cost in the same run (`make bench`)."""
