"""A tree that a release carries is the tree that was counted by."""

import json

import pytest

from luoshi.areas import TreeName, tree_from_json, tree_to_json
from luoshi_linyi.areas import load_linyi_areas


@pytest.mark.parametrize("name", ["legal", "reporting"])
def test_sealed_tree_comes_back_with_the_same_ancestors(name: TreeName) -> None:
    tree = load_linyi_areas().get_tree(name)
    back = tree_from_json(json.loads(json.dumps(tree_to_json(tree))))
    assert back.ancestors_table().equals(tree.ancestors_table())
    assert back.get("371302").name == tree.get("371302").name
