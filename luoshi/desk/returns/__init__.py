"""Returns at the desk: handing in, receipts, signing and sending back, and the way into the book."""
