"""The stylesheets: every part exists, nothing is lost, and a page stays light."""

import gzip
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from content import assets

FONTS = ("fonts/bricolage-grotesque.woff2", "fonts/hanken-grotesk.woff2")
STATIC = Path(settings.STATICFILES_DIRS[0])


@pytest.mark.parametrize("name", assets.BUNDLES)
def test_every_part_of_a_bundle_exists(name):
    assert [source for source in assets.sources(name) if not source.exists()] == []


@pytest.mark.parametrize("name", assets.BUNDLES)
def test_a_bundle_is_found_as_a_static_file(name):
    found = finders.find(f"css/bundle-{name}.css")
    assert Path(found).read_text() == assets.bundle(name)


def test_every_component_is_in_a_bundle():
    used = {part for parts in assets.BUNDLES.values() for part in parts}
    assert {path.stem for path in (STATIC / "css" / "components").glob("*.css")} == used


@pytest.mark.parametrize("name", [name for name in assets.BUNDLES if name != "style"])
def test_the_first_view_of_a_page_is_light(name):
    styles = sum(len(gzip.compress(assets.bundle(each).encode())) for each in {"core", name})
    fonts = sum((STATIC / font).stat().st_size for font in FONTS)
    assert styles + fonts < 100_000  # leaves 50 kB for the page itself and its first picture


def test_the_shared_stylesheet_stays_small():
    assert len(assets.bundle("core")) < 25_000


@pytest.mark.parametrize("name", assets.BUNDLES)
def test_braces_of_a_bundle_match(name):
    css = assets.bundle(name)
    assert css.count("{") == css.count("}")


def test_minifying_keeps_what_matters():
    css = 'a  b { /* no */ width: calc(1px + 2px); content: " { ; } " }\n a > b:hover , c { color : red; }'
    assert assets.minified(css) == 'a b{width: calc(1px + 2px);content: " { ; } "}a > b:hover,c{color : red}'


def test_an_unknown_bundle_is_not_found():
    assert finders.find("css/bundle-nothing.css") is None


def test_bundles_are_collected():
    names = [name for name, _storage in assets.BundleFinder().list([])]
    assert sorted(names) == sorted(f"css/bundle-{name}.css" for name in assets.BUNDLES)
