"""What officials see first: signing in, what waits for them, and the frame of every page of the desk."""
