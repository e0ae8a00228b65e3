"""All releases of the served book, newest first; each is read once, and a new one is noticed by its folder."""

from functools import cache, lru_cache
from pathlib import Path

from luoshi.desk.shelf.reading import Reading, read_release
from luoshi.errors import UserFault
from luoshi.office import get_deployment
from luoshi.records import Book
from luoshi.releases import FOLDER, Release, get_release, list_releases
from luoshi.runs import City, get_book_city


class Shelf:
    """A book's releases for reading. Releases never change, so a list of folder names tells all that is new."""

    def __init__(self, book: Path) -> None:
        """Take a book's folder; raises UserFault where there is no book."""
        self.book = book
        opened = Book.open(book)
        self.settings = opened.settings
        self.city: City = get_book_city(opened)

    def get_state(self) -> tuple[str, ...]:
        """Return what tells this state of the shelf from any other: the names of the releases' folders."""
        folder = self.book / FOLDER
        return tuple(sorted(path.name for path in folder.iterdir())) if folder.is_dir() else ()

    def list_releases(self) -> tuple[Release, ...]:
        """Return the releases, newest first."""
        return _list(self.book, self.get_state())

    def find_newest(self) -> Reading | None:
        """Return the newest release, read; None where nothing was sealed yet."""
        releases = self.list_releases()
        return self._read(releases[0]) if releases else None

    def find(self, release: str) -> Reading | None:
        """Return the release of this id, read; None for an unknown one."""
        try:
            return self._read(get_release(self.book, release))
        except UserFault:
            return None

    def _read(self, release: Release) -> Reading:
        return _read(release.path, self.settings.disclosure_k)


@cache
def get_shelf() -> Shelf:
    """Return the shelf of the book that this process serves; raises UserFault where none is served."""
    book = get_deployment().book
    if book is None:
        raise UserFault("office.no_folder")
    return Shelf(book)


@lru_cache(maxsize=4)
def _list(book: Path, state: tuple[str, ...]) -> tuple[Release, ...]:
    return tuple(reversed(list_releases(book)))


# A read release of the whole city is about 10 MB: the newest, and those that readers of old links ask for.
@lru_cache(maxsize=8)
def _read(path: Path, k: int) -> Reading:
    book = path.parent.parent
    return read_release(get_release(book, path.name), get_book_city(Book.open(book)), k)
