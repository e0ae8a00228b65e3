"""Figures: what is counted, and the results of counting."""

from luoshi.figures.assemble import CountCells, Ground, count_figures
from luoshi.figures.calculate import Counted, build_result, calculate, get_counted_results, list_measures
from luoshi.figures.definitions import (
    Behaviour,
    Evidence,
    Expression,
    Figure,
    Listed,
    Rate,
    SmallestRise,
    Standard,
    Stated,
)
from luoshi.figures.evidence import EvidenceSummary, summarise_evidence
from luoshi.figures.frames import EXACT_COLUMNS, RESULT_COLUMNS, count_exactly, iterate_frames
from luoshi.figures.results import Result
from luoshi.figures.returned import (
    Handed,
    Returns,
    calculate_returned,
    find_evidence,
    find_missing_units,
    find_returned_areas,
    is_of_city,
    is_stated,
    load_returns,
)
from luoshi.figures.returns_behind import list_returns
from luoshi.figures.rolling import Cells, merge_cells, roll_up
from luoshi.figures.sealed import from_sealed, hash_definition, read_sealed, to_sealed
from luoshi.figures.stages import find_said_stage, get_stage
from luoshi.figures.standards import Parameters, calculate_standard
from luoshi.figures.succession import list_first_measures

__all__ = [
    "EXACT_COLUMNS",
    "RESULT_COLUMNS",
    "Behaviour",
    "Cells",
    "CountCells",
    "Counted",
    "Evidence",
    "EvidenceSummary",
    "Expression",
    "Figure",
    "Ground",
    "Handed",
    "Listed",
    "Parameters",
    "Rate",
    "Result",
    "Returns",
    "SmallestRise",
    "Standard",
    "Stated",
    "build_result",
    "calculate",
    "calculate_returned",
    "calculate_standard",
    "count_exactly",
    "count_figures",
    "find_evidence",
    "find_missing_units",
    "find_returned_areas",
    "find_said_stage",
    "from_sealed",
    "get_counted_results",
    "get_stage",
    "hash_definition",
    "is_of_city",
    "is_stated",
    "iterate_frames",
    "list_first_measures",
    "list_measures",
    "list_returns",
    "load_returns",
    "merge_cells",
    "read_sealed",
    "roll_up",
    "summarise_evidence",
    "to_sealed",
]
