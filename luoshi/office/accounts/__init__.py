"""Accounts: who works at the desk, in which role, for which area and department."""
