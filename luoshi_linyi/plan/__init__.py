"""Linyi's plan of 2021: what of it could be read, and the programmes grouped by section."""

from luoshi_linyi.plan.loading import load_linyi_plan

__all__ = ["load_linyi_plan"]
