"""Each block shows on a page and in the block picker."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string

from content.blocks import BodyBlock
from content.embeds import may_be_framed

BLOCKS = BodyBlock().child_blocks


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_has_a_description_and_a_preview(name, site, rf):
    block = BLOCKS[name]
    value = block.get_preview_value()
    request = rf.get("/nl/")
    request.user = AnonymousUser()
    context = {"bound_block": block.bind(value), "block_def": block, "page_title": name, "request": request}
    page = render_to_string(block.get_preview_template(value, context), context, request)
    assert block.is_previewable and block.get_description()
    assert "bundle-core.css" in page and 'class="prose"' in page


def test_an_allowed_site_is_shown_after_a_click(settings):
    settings.CONTENT_SECURITY_POLICY = {
        "DIRECTIVES": {"frame-src": ["'self'", "https://video.example", "*.kaart.example"]}
    }
    shown = _embed("https://video.example/embed/1")
    assert 'data-embed="https://video.example/embed/1"' in shown
    assert "<iframe" not in shown and 'href="https://video.example/embed/1"' in shown
    assert may_be_framed("https://a.kaart.example/1")


@pytest.mark.parametrize("url", ["https://other.example/1", "http://video.example/1", "https://evilkaart.example/"])
def test_another_site_is_only_linked_to(settings, url):
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"frame-src": ["https://video.example", "*.kaart.example"]}}
    assert "data-embed" not in _embed(url)


def test_a_table_says_what_its_headings_belong_to():
    block = BLOCKS["table"]
    shown = block.render(block.get_preview_value())
    assert shown.count('scope="col"') == 2 and 'scope="row"' in shown and "<caption>" in shown


def test_a_heading_can_be_linked_to():
    assert BLOCKS["heading"].render("Wat wij déden").strip() == '<h2 id="h-wat-wij-deden">Wat wij déden</h2>'


def _embed(url):
    block = BLOCKS["embed"]
    return block.render(block.to_python({"title": "Film", "url": url, "text": ""}))
