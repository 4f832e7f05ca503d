"""semgrep with the house's own rules: each fires on a line that was planted for it, and none on ours."""
