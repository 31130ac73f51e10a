"""The dashboard of the admin."""

from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.ui.components import Component

from .checklist import steps


class ChecklistPanel(Component):
    """What a new site still needs; gone once everything is done."""

    name = "checklist"
    order = 50
    template_name = "home/admin/checklist.html"

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        """The steps, and how many are done."""
        found = steps(parent_context["request"])
        return {"steps": found, "done": sum(step.is_done for step in found)}

    def render_html(self, parent_context: dict[str, Any] | None = None) -> SafeString:
        """Nothing when all steps are done."""
        context = self.get_context_data(parent_context or {})
        return super().render_html(parent_context) if context["done"] < len(context["steps"]) else SafeString("")


@hooks.register("construct_homepage_panels")
def add_checklist(request: HttpRequest, panels: list[Component]) -> None:
    """For those who run the network."""
    if request.user.is_superuser or "coordinator" in request.user.role_keys:
        panels.append(ChecklistPanel())
