"""What waits for somebody: to hand in, to sign, to answer, and by when."""
