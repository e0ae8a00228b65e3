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
    scanned = take_time(lambda: scan(source, touched), 3)
    tabulated = take_time(lambda: DuckDbEngine().tabulate(source, measures, periods), 2)
    # Levels are added up when they are asked for: ask for all.
    rolled = take_time(lambda: dict(roll_up(tabulated.found, trees)), 2)
    count_s, count_cpu = tabulated.seconds + rolled.seconds, tabulated.cpu + rolled.cpu
    report(
        rows=scanned.found,
        kinds=len(touched),
        measures=len(measures),
        periods=len(periods),
        cells=sum(frame.height for frame in rolled.found.values()),
        scan_s=round(scanned.seconds, 3),
        scan_cpu_s=round(scanned.cpu, 3),
        tabulate_cpu_s=round(tabulated.cpu, 3),
        roll_up_cpu_s=round(rolled.cpu, 3),
        count_s=round(count_s, 3),
        count_cpu_s=round(count_cpu, 3),
        times_scan=round(count_s / scanned.seconds, 1),
        times_scan_by_cpu=round(count_cpu / scanned.cpu, 1),
    )


main(Path(sys.argv[1]))
