"""What the search box knows of entities beside the catalog."""

from __future__ import annotations

from callboard.findings import Level, finding
from callboard.origin import Origin
from callboard.views import search_facts
from unit.views.organisation import KEY, PAYMENT, acme, acme_portfolio, portfolio_of


def test_facts_are_those_of_the_pages() -> None:
    """The runbook that the button opens, the documentation, and how many use it."""
    portfolio = acme_portfolio()
    facts = search_facts(portfolio)
    assert facts.runbooks == {PAYMENT: "https://runbooks.example/payments"}
    assert facts.docs[PAYMENT] == "docs/default/component/payment-service/"
    assert all(facts.users[ref] == portfolio.impact[ref].direct > 0 for ref in facts.users)
    assert facts.users
    assert (facts.icons["api"], facts.icons["component"]) == ("api", "component")


def test_the_worst_finding_counts() -> None:
    """An error hides a note; an entity without findings has no level."""
    origin = Origin(KEY, "catalog-info.yaml", 1, 1)
    told = [
        finding("runbook-missing", "No runbook", origin, entity=str(PAYMENT)),
        finding("ref-unknown", "No such entity", origin, entity=str(PAYMENT)),
    ]
    facts = search_facts(portfolio_of(acme(), findings=tuple(told)))
    assert facts.levels == {PAYMENT: Level.ERROR}
