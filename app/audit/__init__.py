"""The log of who read, took away, changed, decided and was refused what: chained, so that nothing can be taken out."""
