"""The list of findings, the page of each, and the page that a citation leads to."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from django.conf import settings

from renkei.evidence import INDICATORS, open_evidence
from renkei.office.atlas.edition import Edition, current_edition
from renkei.office.atlas.findings import SUBJECT_PAGES, Statement, chosen_findings, finding, statements
from renkei.office.atlas.terms import Term, terms
from renkei.office.languages import phrase
from renkei.office.pages import of_edition, page
from renkei.office.templating import address

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

ON_A_PAGE = 40
EXPLAINED = {
    "momentum": "life-cycle",
    "life_cycle_stage": "life-cycle",
    "hot_spots": "hot-spot",
    "localisation": "k-density",
    "q_value": "significance",
}
"""Where the method page explains what a finding rests on that is no indicator of the build."""


@of_edition
def findings(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The findings, filtered by level and by what they are about, the weightiest first."""
    everything = chosen_findings(edition)
    level, kind = request.GET.get("level", ""), request.GET.get("about", "")
    chosen = chosen_findings(edition, level=level, kind=kind)
    pages = max(1, ceil(chosen.height / ON_A_PAGE))
    asked = request.GET.get("page", "1")
    number = min(max(1, int(asked) if asked.isdecimal() and len(asked) < 9 else 1), pages)
    context = {
        "trail": [(phrase("Findings"), None)],
        "levels": [
            one for one in ("strength", "chance", "risk", "weakness") if one in set(everything["level"])
        ],
        "kinds": [
            one for one in ("country", *SUBJECT_PAGES, "data") if one in set(everything["subject_kind"])
        ],
        "level": level,
        "kind": kind,
        "total": chosen.height,
        "number": number,
        "pages": pages,
        "statements": statements(edition, chosen.slice((number - 1) * ON_A_PAGE, ON_A_PAGE)),
    }
    return page(request, "findings.html", context, edition=edition)


@of_edition
def one_finding(request: HttpRequest, edition: Edition, code: str) -> HttpResponse:
    """One finding with everything it rests on."""
    return _finding_page(request, edition, finding(edition, code))


def cited(request: HttpRequest, build: str, code: str) -> HttpResponse:
    """The finding exactly as it stood in `build`, which need not be the current one."""
    current = current_edition()
    edition = current if build == current.hash else Edition(open_evidence(settings.WORKSPACE, build))
    return _finding_page(request, edition, finding(edition, code), superseded=build != current.hash)


def _finding_page(
    request: HttpRequest, edition: Edition, statement: Statement, *, superseded: bool = False
) -> HttpResponse:
    context = {
        "trail": [(phrase("Findings"), address("findings")), (statement.about, None)],
        "statement": statement,
        "citation": edition.evidence.citation(statement.id),
        "lasting": request.build_absolute_uri(address("cited", edition.hash, statement.id)),
        "indicators": [INDICATORS[name] for name in statement.because if name in edition.indicator_names],
        "explained": explaining_terms(statement),
        "superseded": superseded,
    }
    return page(request, "finding.html", context, edition=edition)


def explaining_terms(statement: Statement) -> list[Term]:
    """The terms of the method page that explain the rest of what the finding rests on, each once."""
    wanted = {EXPLAINED[name] for name in statement.because if name in EXPLAINED}
    return [term for term in terms() if term.id in wanted]
