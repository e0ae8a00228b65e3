"""The composition root: picks book, city, engine and definitions, and runs them."""

from luoshi.runs.answering import Why, answer_why, make_case
from luoshi.runs.arrears import ArrearsRequest, list_arrears
from luoshi.runs.checking import BookResults, CheckReport, ReleaseResults, check_file
from luoshi.runs.cities import City, get_city
from luoshi.runs.cityfolder import find_city, get_book_city
from luoshi.runs.comparing import compare_files
from luoshi.runs.counting import CountRequest, build_source, choose_figures, count_book, count_source, write_counts
from luoshi.runs.deciding import RulesGround, open_rules, parse_month
from luoshi.runs.explaining import explain_difference
from luoshi.runs.finding_leads import LeadsFound, find_leads
from luoshi.runs.importing import ImportRequest, import_records
from luoshi.runs.keeping import erase_person
from luoshi.runs.kept import Asked, count_kept
from luoshi.runs.proving import find_some_person, prove_person
from luoshi.runs.publishing import compile_book_bulletin, write_bulletin
from luoshi.runs.releasing import create_release, recount_release
from luoshi.runs.returning import (
    ComparedReturn,
    ReturnsStatus,
    UnitStatus,
    compare_returns,
    get_returns_status,
    import_returns,
)
from luoshi.runs.runlog import Run, list_runs, log_run
from luoshi.runs.sampling import draw_from_release, name_places, plan_sample, replay_sample
from luoshi.runs.simulating import Simulation, simulate
from luoshi.runs.starting import NewBook, start_book
from luoshi.runs.synthesizing import synthesize_book
from luoshi.runs.tracing import Trace, TracePart, TraceQuestion, describe_trace, open_trace
from luoshi.runs.verifying import ReleaseCheck, verify_release
from luoshi.runs.withdrawing import WithdrawRequest, withdraw_records
from luoshi.runs.witnessing import Witness, make_witness, validate_witness, write_masks

__all__ = [
    "ArrearsRequest",
    "Asked",
    "BookResults",
    "CheckReport",
    "City",
    "ComparedReturn",
    "CountRequest",
    "ImportRequest",
    "LeadsFound",
    "NewBook",
    "ReleaseCheck",
    "ReleaseResults",
    "ReturnsStatus",
    "RulesGround",
    "Run",
    "Simulation",
    "Trace",
    "TracePart",
    "TraceQuestion",
    "UnitStatus",
    "Why",
    "WithdrawRequest",
    "Witness",
    "answer_why",
    "build_source",
    "check_file",
    "choose_figures",
    "compare_files",
    "compare_returns",
    "compile_book_bulletin",
    "count_book",
    "count_kept",
    "count_source",
    "create_release",
    "describe_trace",
    "draw_from_release",
    "erase_person",
    "explain_difference",
    "find_city",
    "find_leads",
    "find_some_person",
    "get_book_city",
    "get_city",
    "get_returns_status",
    "import_records",
    "import_returns",
    "list_arrears",
    "list_runs",
    "log_run",
    "make_case",
    "make_witness",
    "name_places",
    "open_rules",
    "open_trace",
    "parse_month",
    "plan_sample",
    "prove_person",
    "recount_release",
    "replay_sample",
    "simulate",
    "start_book",
    "synthesize_book",
    "validate_witness",
    "verify_release",
    "withdraw_records",
    "write_bulletin",
    "write_counts",
    "write_masks",
]
