"""The shelf: a book's sealed releases as pages read them, with small cells hidden."""

from luoshi.desk.shelf.cells import Cell, hide_small
from luoshi.desk.shelf.reading import Reading, read_release
from luoshi.desk.shelf.shelf import Shelf, get_shelf

__all__ = ["Cell", "Reading", "Shelf", "get_shelf", "hide_small", "read_release"]
