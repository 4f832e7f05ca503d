"""What workers propose about the register at the door, looked at and confirmed by somebody else at a desk."""
