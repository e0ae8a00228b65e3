"""All that a city knows of its areas, in one frozen value."""

from collections.abc import Mapping
from dataclasses import dataclass

from luoshi.areas.codes import AreaCode
from luoshi.areas.crosswalk import Township
from luoshi.areas.history import AreaHistory
from luoshi.areas.tree import AreaTree, TreeName
from luoshi.areas.zones import Zone


@dataclass(frozen=True)
class Areas:
    """Both trees, the history, the configured zones and the civil-affairs partner of each township.

    `version` names the sources and a digest of the files, so that a release can say which areas it used.
    """

    legal: AreaTree
    reporting: AreaTree
    history: AreaHistory
    zones: tuple[Zone, ...]
    civil_affairs: Mapping[AreaCode, Township]
    version: str

    def get_tree(self, name: TreeName) -> AreaTree:
        """Return the legal or the reporting tree."""
        return self.legal if name == "legal" else self.reporting
