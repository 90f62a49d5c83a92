"""Findings as failed tests in the XML of JUnit, which every CI system can show; elements and attributes are ruff's."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import PurePath
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from xent_lint.adapters.locations import absolute, in_cell
from xent_lint.adapters.run import Report
from xent_lint.adapters.sources import Sources
from xent_lint.diagnostics import Diagnostic

PACKAGE: Final = "org.xent-lint"

_NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, not even escaped: a file name may have them."""


def text(report: Report, sources: Sources) -> str:
    """The whole document. It is ASCII, so that it is well-formed in whatever encoding it is printed."""
    suites = Element("testsuites", name="xent-lint")
    if report.errors:
        _errors(suites, report.errors)
    for filename, found in groupby(report.diagnostics, key=lambda each: each.span.filename):
        suite = SubElement(suites, "testsuite", name=_xml(absolute(filename)))
        for diagnostic in found:
            _failure(suite, diagnostic, sources)
    if not len(suites):
        SubElement(SubElement(suites, "testsuite", name="xent-lint"), "testcase", name="No errors found",
                   classname="xent-lint")  # fmt: skip
    for element in (*suites, suites):
        _count(element)
    indent(suites, "    ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(suites, "us-ascii", xml_declaration=False).decode()}'


def _errors(suites: Element, errors: tuple[str, ...]) -> None:
    """What could not be checked: tests that ended in an error instead of a failure."""
    suite = SubElement(suites, "testsuite", name="xent-lint")
    for line in errors:
        case = SubElement(suite, "testcase", name=PACKAGE, classname="xent-lint")
        SubElement(case, "error", message=_xml(line)).text = _xml(line)


def _failure(suite: Element, diagnostic: Diagnostic, sources: Sources) -> None:
    where = _where(diagnostic, sources)
    classname = PurePath(absolute(diagnostic.span.filename)).with_suffix("") if diagnostic.span.filename != "-" else "-"
    attributes = {"name": f"{PACKAGE}.{diagnostic.code}", "classname": _xml(str(classname)), **where}
    case = SubElement(suite, "testcase", attributes)
    properties = SubElement(case, "properties")
    SubElement(properties, "property", name="severity", value=diagnostic.severity.value)
    for fix in diagnostic.fixes:
        SubElement(properties, "property", name=f"fix ({fix.applicability.value})", value=_xml(fix.message))
    message = _xml(f"{diagnostic.message}{in_cell(diagnostic.span)}")
    at = f"line {where['line']}, col {where['column']}, " if where else ""
    SubElement(case, "failure", message=message).text = f"{at}{message}"


def _where(diagnostic: Diagnostic, sources: Sources) -> dict[str, str]:
    region = sources.region(diagnostic.span)
    return {} if region is None else {"line": str(region.start_row), "column": str(region.start_column)}


def _count(element: Element) -> None:
    """The sums that readers ask of a suite and of all suites."""
    element.set("tests", str(sum(1 for _ in element.iter("testcase"))))
    element.set("skipped", "0")
    element.set("errors", str(sum(1 for _ in element.iter("error"))))
    element.set("failures", str(sum(1 for _ in element.iter("failure"))))
    if element.tag == "testsuite":
        element.set("package", PACKAGE)


def _xml(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
