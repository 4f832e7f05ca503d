"""The window, the target and the notice of an action."""
