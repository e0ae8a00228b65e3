"""What Linyi's synthetic city is built from: sizes that no text prints, and what is typical of a kind."""

from luoshi_linyi.synthetic.blueprint import build_blueprint
from luoshi_linyi.synthetic.sizes import RECIPES, REGISTERS, SHARES, SIZES

__all__ = ["RECIPES", "REGISTERS", "SHARES", "SIZES", "build_blueprint"]
