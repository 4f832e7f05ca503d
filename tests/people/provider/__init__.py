"""Signing in by a county's own provider, tried with a real one."""
