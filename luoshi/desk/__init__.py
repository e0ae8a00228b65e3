"""The desk and the public site: what officials work at, what the public sees, and the server of both.

Each page family is a package of its own (`site`, `api`, `corrections` ...), so that they can grow apart.
"""

from luoshi.desk.serving import Served, ServeRequest, prepare_desk, run_server

__all__ = ["ServeRequest", "Served", "prepare_desk", "run_server"]
