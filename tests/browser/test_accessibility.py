"""Every type of page, judged by axe-core in both schemes and at both widths."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from browser.visiting import DESKTOP, PHONE, visit

pytestmark = pytest.mark.browser

PAYMENT = "catalog/default/component/payment-service/"
PAGES = {
    "start": "",
    "catalog": "catalog/",
    "what uses a service": "catalog/?uses=component:payment-service",
    "map": "atlas/",
    "an entity in the Atlas": "atlas/?g=2%2Bpayment-service%2B1",
    "a system in the Atlas": "atlas/?g=system:payment-platform",
    "a path in the Atlas": "atlas/?g=storefront-web%20-%3E%20kafka-cluster",
    "what the graph says": "atlas/findings/",
    "an operator's page with a graph": "reference/atlas/",
    "namespace": "catalog/default/",
    "list of a kind": "catalog/default/component/",
    "service": PAYMENT,
    "incident card": f"{PAYMENT}incident/",
    "service with problems": "catalog/default/component/notification-service/",
    "service with gaps": "catalog/default/component/shipping-service/",
    "library": "catalog/default/component/acme-observability-sdk/",
    "website": "catalog/default/component/storefront-web/",
    "user of what is deprecated": "catalog/default/component/order-export/",
    "API": "catalog/default/api/payment-api-v2/",
    "deprecated API": "catalog/default/api/payment-api-v1/",
    "resource": "catalog/default/resource/kafka-cluster/",
    "system": "catalog/default/system/payment-platform/",
    "first week with a system": "catalog/default/system/payment-platform/first-week/",
    "domain": "catalog/default/domain/payments/",
    "team": "catalog/default/group/orders-team/",
    "unit": "catalog/default/group/acme/",
    "first week in a team": "catalog/default/group/payments-team/first-week/",
    "person": "catalog/default/user/amara.okafor/",
    "template": "catalog/default/template/go-microservice/",
    "APIs": "apis/",
    "teams": "teams/",
    "docs": "docs/",
    "documentation": "docs/default/component/payment-service/",
    "page of documentation": "docs/default/component/payment-service/architecture/",
    "health": "health/",
    "tours": "tours/",
    "tour": "tours/day-one/",
    "glossary": "glossary/",
    "search": "search/",
    "an operator's own page": "tutorial/",
}
_SIZES = {"desktop": DESKTOP, "phone": PHONE}
# The theme puts the button that copies code into a landmark without a name, one for each block of code: its own
# business, and the only thing that is not judged.
_RUN = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  const ours = (node) => !node.target.join(" ").includes(".md-code__nav");
  return violations.flatMap(({ id, nodes }) => nodes.filter(ours).map((node) => `${id}: ${node.target.join(" ")}: ${node.html.slice(0, 200)}`));
}"""


@pytest.fixture(name="axe", scope="module")
def _axe(root: Path) -> str:
    """The checker itself, from where `dev.py test` puts it."""
    script = root / "plugins" / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
    if not script.is_file():
        pytest.skip("needs axe-core: `npm ci --ignore-scripts` in plugins/frontend, which dev.py test runs")
    return script.read_text(encoding="utf-8")


@pytest.mark.parametrize("size", _SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_breaks_a_rule(browser: Any, served: str, axe: str, scheme: str, size: str) -> None:
    """WCAG 2.2 A and AA and the best practices of axe, with everything unfolded."""
    found: dict[str, list[str]] = {}
    with visit(
        browser, served, color_scheme=scheme, viewport=_SIZES[size], reduced_motion="reduce", bypass_csp=True
    ) as page:
        page.add_init_script(axe)
        for name, address in PAGES.items():
            response = page.goto(f"{served}{address}")
            assert response.ok, address
            if "?g=" in address:
                page.wait_for_selector(".cb-ready")
            if "?uses=" in address:
                page.wait_for_selector(".cb-relation-chips button")
            page.evaluate(
                "document.querySelectorAll('main details').forEach((fold) => { fold.open = true; })"
            )
            # Colours that are still changing would be judged half-way.
            page.evaluate("Promise.all(document.getAnimations().map((each) => each.finished.catch(() => 0)))")
            problems = page.evaluate(_RUN)
            if problems:
                found[name] = problems
    assert found == {}
