"""The composition root: picks book, city, engine and definitions, and runs them."""

from luoshi.runs.checking import BookResults, check_file
from luoshi.runs.cities import City, get_city
from luoshi.runs.counting import CountRequest, build_source, choose_figures, count_book, count_source
from luoshi.runs.importing import import_records
from luoshi.runs.publishing import compile_book_bulletin, write_bulletin
from luoshi.runs.releasing import create_release, recount_release
from luoshi.runs.sampling import draw_from_release, name_places, plan_sample, replay_sample
from luoshi.runs.synthesizing import synthesize_book
from luoshi.runs.tracing import TracePart, trace_figure

__all__ = [
    "BookResults",
    "City",
    "CountRequest",
    "TracePart",
    "build_source",
    "check_file",
    "choose_figures",
    "compile_book_bulletin",
    "count_book",
    "count_source",
    "create_release",
    "draw_from_release",
    "get_city",
    "import_records",
    "name_places",
    "plan_sample",
    "recount_release",
    "replay_sample",
    "synthesize_book",
    "trace_figure",
    "write_bulletin",
]
