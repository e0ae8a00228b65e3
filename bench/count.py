"""The whole count - all figures, levels of both trees, 27 periods - against a scan of the same columns."""

import sys
from pathlib import Path

from luoshi.engines import DuckDbEngine
from luoshi.figures import roll_up
from luoshi.periods import periods_of_year
from luoshi.runs import get_city
from measuring import report, take_time
from touched import list_touched, load_work, scan


def main(book: Path) -> None:
    source, measures = load_work(book)
    areas = get_city("linyi").load_areas()
    trees = {"legal": areas.legal, "reporting": areas.reporting}
    touched, periods = list_touched(measures), periods_of_year(2021)
    scan(source, touched)  # both find the files in the page cache
    scanned, rows = take_time(lambda: scan(source, touched), 3)
    counted, cells = take_time(lambda: roll_up(DuckDbEngine().tabulate(source, measures, periods), trees), 3)
    report(
        rows=rows,
        measures=len(measures),
        periods=len(periods),
        cells=sum(frame.height for frame in cells.values()),
        scan_s=round(scanned, 3),
        count_s=round(counted, 3),
        times_scan=round(counted / scanned, 1),
    )


main(Path(sys.argv[1]))
