"""Requests to correct a published figure: asked by anyone, answered in public."""
