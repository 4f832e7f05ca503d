"""What is kept no longer: counted for whoever asks, removed when told to."""
