"""System checks that keep the architecture: what every page type must have."""

from django.apps import apps
from django.core.checks import Error, register
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

OWN_APPS = {"content", "directory", "knowledge", "circles", "events", "news", "home"}


@register("kring")
def check_page_types(app_configs: object, **kwargs: object) -> list[Error]:
    """Each of our page types has a description for editors, known subpages, a tone, and a template that exists."""
    from .models import BasePage

    errors = []
    for model in apps.get_models():
        if not issubclass(model, BasePage) or model._meta.app_label not in OWN_APPS:
            continue
        if not getattr(model, "page_description", ""):
            errors.append(Error("has no page_description", obj=model, id="kring.E001"))
        if model.subpage_types is None or model.parent_page_types is None:
            errors.append(Error("does not say where it may be and what may be below it", obj=model, id="kring.E002"))
        try:
            get_template(model.template if isinstance(model.template, str) else "")
        except TemplateDoesNotExist:
            errors.append(Error(f"has no template {model.template}", obj=model, id="kring.E003"))
    return errors
