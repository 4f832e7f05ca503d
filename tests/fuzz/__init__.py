"""atheris against every parser of what comes from outside: whatever the bytes, an answer or a problem in words."""
