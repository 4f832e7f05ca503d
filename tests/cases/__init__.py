"""Cases: taken in, matched, traced back."""
