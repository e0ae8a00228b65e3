"""Signing in and out, and what waits."""
