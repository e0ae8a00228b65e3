"""The outbox: what an action leaves for the book, written in the action's own transaction."""
