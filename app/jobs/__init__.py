"""Long work: made in the background, told how far it is, cancelled, and its file kept for a while."""
