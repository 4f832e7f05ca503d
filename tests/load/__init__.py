"""A thousand phones at eight in the morning, as `make load` prints it."""
