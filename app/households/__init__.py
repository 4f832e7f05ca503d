"""The register: doors, the roster they come from, exclusions, and where each door stands."""
