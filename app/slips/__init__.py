"""The signed notice that belongs to a taught visit."""
