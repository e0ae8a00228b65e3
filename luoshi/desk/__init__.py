"""The desk and the public site: what officials work at, what the public sees, and the server of both.

Each page family is a package of its own (`site`, `api`, `corrections` ...), so that they can grow apart.
"""

from luoshi.desk.administering import NewAccount, add_desk_account, close_desk, has_desk_account
from luoshi.desk.serving import Served, ServeRequest, prepare_desk, run_server

__all__ = [
    "NewAccount",
    "ServeRequest",
    "Served",
    "add_desk_account",
    "close_desk",
    "has_desk_account",
    "prepare_desk",
    "run_server",
]
