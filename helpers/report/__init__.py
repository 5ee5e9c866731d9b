"""Reports: notebooks run over a corpus and written as HTML pages that are whole in themselves."""

from helpers.report.errors import ReportError
from helpers.report.export import ReportFrame, export_notebook
from helpers.report.run import RunResult, run_notebooks
from helpers.report.selfcontained import check_self_contained
from helpers.report.write import Report, write_report

__all__ = [
    "Report",
    "ReportError",
    "ReportFrame",
    "RunResult",
    "check_self_contained",
    "export_notebook",
    "run_notebooks",
    "write_report",
]
