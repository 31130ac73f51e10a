"""The building blocks of a page's body, each with a description and a preview in the block picker."""

from datetime import time
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Page
from wagtail_localize.segments import StringSegmentValue

from . import samples
from .cache import remember
from .embeds import host_of, may_be_framed
from .models import CustomDocument
from .visibility import may_see

RICH_TEXT = ["h3", "h4", "bold", "italic", "ol", "ul", "link", "document-link"]
SHORT_TEXT = ["bold", "italic", "link"]


class HeadingBlock(blocks.CharBlock):
    """A heading that the table of contents can point at."""

    def get_context(self, value: str, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        return super().get_context(value, parent_context) | {"anchor": anchor_of(value)}

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "blocks/heading.html"
        description = _("Starts a new part. Long articles get a table of contents from these.")
        preview_value = _("What we did")


class ImageBlock(blocks.StructBlock):
    """A picture that is either described or marked as decoration."""

    image = ImageChooserBlock(label=_("Image"))
    alt_text = blocks.CharBlock(
        label=_("Description"),
        required=False,
        max_length=250,
        help_text=_("What somebody who can't see the picture should know."),
    )
    decorative = blocks.BooleanBlock(
        label=_("Decoration only"),
        required=False,
        help_text=_("The text says everything: a screen reader may skip it."),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=200)

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        cleaned = super().clean(value)
        if not cleaned["decorative"] and not cleaned["alt_text"]:
            message = _("Describe the picture, or say that it is decoration only.")
            raise blocks.StructBlockValidationError({"alt_text": ValidationError(message)})
        return cleaned

    class Meta:
        icon = "image"
        label = _("Image")
        template = "blocks/image.html"
        description = _("A photograph or drawing with a description and a caption.")
        preview_value = staticmethod(samples.image)


class QuoteBlock(blocks.StructBlock):
    """Somebody's own words."""

    text = blocks.TextBlock(label=_("Words"), rows=3)
    by = blocks.CharBlock(label=_("Who said it"), required=False, max_length=120)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "blocks/quote.html"
        description = _("What somebody said, large between the text.")
        preview_value = {
            "text": _("It was never about the money. It was about not having to ask."),
            "by": _("Hennie, coach and barkeeper"),
        }


class LinkValue(blocks.StructValue):
    """A link to a page or an address."""

    @property
    def href(self) -> str:
        page = self.get("page")
        return page.url if page else self.get("url") or ""


class CallToActionBlock(blocks.StructBlock):
    """The one thing a reader can do now."""

    title = blocks.CharBlock(label=_("Title"), max_length=80)
    text = blocks.TextBlock(label=_("Text"), required=False, rows=2)
    label = blocks.CharBlock(label=_("Words on the button"), max_length=40)
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    url = blocks.URLBlock(label=_("or address"), required=False)

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        cleaned = super().clean(value)
        if bool(cleaned["page"]) == bool(cleaned["url"]):
            message = ValidationError(_("Choose a page or give an address: one of the two."))
            raise blocks.StructBlockValidationError({"page": message})
        return cleaned

    class Meta:
        icon = "plus-inverse"
        label = _("Call to action")
        template = "blocks/call_to_action.html"
        value_class = LinkValue
        description = _("A coloured plane with one button.")
        preview_value = {
            "title": _("Have you tried this too?"),
            "text": _("Somebody will be glad to read how it went."),
            "label": _("Tell us"),
            "url": "https://kring.example",
        }


class FileListBlock(blocks.StructBlock):
    """Files to download. A reader sees only those they may have."""

    title = blocks.CharBlock(label=_("Title"), required=False, max_length=80)
    files = blocks.ListBlock(DocumentChooserBlock(label=_("File")), label=_("Files"), min_num=1)

    def get_context(self, value: blocks.StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        request = context.get("request")
        pks = [file.pk for file in value["files"] if file]
        files = CustomDocument.objects.visible_to(request.user) if request else CustomDocument.objects.all()
        found = files.in_bulk(pks)
        return context | {"files": [found[pk] for pk in pks if pk in found]}

    class Meta:
        icon = "doc-full"
        label = _("Files")
        template = "blocks/file_list.html"
        description = _("One or more files, with their kind and size.")
        preview_value = staticmethod(samples.files)


class TranslatableTableBlock(TypedTableBlock):
    """A typed table that wagtail-localize can translate: column headings and text cells.

    The two methods are wagtail-localize's protocol for blocks of other people's making.
    """

    def get_translatable_segments(self, value: TypedTable) -> list[StringSegmentValue]:
        """One segment per heading and per text cell, addressed by its place."""
        found = [StringSegmentValue(f"head.{number}", column["heading"]) for number, column in enumerate(value.columns)]
        for at, row in enumerate(value.row_data):
            found += [
                StringSegmentValue(f"cell.{at}.{number}", cell)
                for number, cell in enumerate(row["values"])
                if isinstance(cell, str)
            ]
        return [segment for segment in found if not segment.is_empty()]

    def restore_translated_segments(self, value: TypedTable, segments: list[StringSegmentValue]) -> TypedTable:
        """The table with the translated strings put back in their places."""
        for segment in segments:
            part, *place = segment.path.split(".")
            if part == "head":
                value.columns[int(place[0])]["heading"] = segment.render_text()
            else:
                value.row_data[int(place[0])]["values"][int(place[1])] = segment.render_text()
        return value


class TableBlock(blocks.StructBlock):
    """A table with a caption."""

    caption = blocks.CharBlock(label=_("Caption"), max_length=150, help_text=_("Says what the table shows."))
    table = TranslatableTableBlock(
        [
            ("text", blocks.CharBlock(label=_("Text"), required=False)),
            ("number", blocks.FloatBlock(label=_("Number"), required=False)),
        ],
        label=_("Table"),
    )
    row_headings = blocks.BooleanBlock(label=_("First column holds headings"), required=False)

    class Meta:
        icon = "table"
        label = _("Table")
        template = "blocks/table.html"
        description = _("Rows and columns; scrolls sideways on a phone.")
        preview_value = staticmethod(samples.table)


class AccordionItemBlock(blocks.StructBlock):
    """One part that opens on demand."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=RICH_TEXT)


class AccordionBlock(blocks.ListBlock):
    """Parts that open on demand; works without JavaScript."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(AccordionItemBlock(), **kwargs)

    class Meta:
        icon = "list-ul"
        label = _("Accordion")
        template = "blocks/accordion.html"
        description = _("Questions or details that a reader opens one by one.")
        preview_value = [
            {"title": _("Does everybody need one?"), "text": _("<p>No: only who works with children.</p>")},
            {"title": _("What does it cost?"), "text": _("<p>Nothing, if you ask for it in time.</p>")},
        ]


class ContactCardBlock(blocks.StructBlock):
    """Whom to ask. A role mailbox, or a person who agreed to it."""

    name = blocks.CharBlock(label=_("Name"), max_length=80)
    role = blocks.CharBlock(label=_("Role"), required=False, max_length=120)
    email = blocks.EmailBlock(label=_("E-mail address"), required=False)
    phone = blocks.CharBlock(label=_("Telephone"), required=False, max_length=30)

    class Meta:
        icon = "user"
        label = _("Contact card")
        template = "blocks/contact_card.html"
        description = _("Whom to ask, with mail and telephone.")
        preview_value = {"name": "Samira", "role": _("Coordinator of De Werf"), "email": "samira@dewerf.example"}


class PickedPagesBlock(blocks.StructBlock):
    """Pages an editor picked."""

    title = blocks.CharBlock(label=_("Title"), required=False, max_length=80)
    pages = blocks.ListBlock(blocks.PageChooserBlock(label=_("Page")), label=_("Pages"), min_num=1, max_num=12)

    def get_context(self, value: blocks.StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        request = context.get("request")
        pages = [page for page in value["pages"] if page and page.live]
        shown = [page.pk for page in pages if not request or may_see(request.user, page.path)]
        return context | {"pages": specific_pages(tuple(shown))}

    class Meta:
        icon = "link"
        label = _("Picked pages")
        template = "blocks/picked_pages.html"
        description = _("Other pages, with their summary. A reader sees only what they may see.")
        preview_value = staticmethod(samples.pages)


class ProgrammeItemBlock(blocks.StructBlock):
    """One part of a programme."""

    starts = blocks.TimeBlock(label=_("From"))
    ends = blocks.TimeBlock(label=_("Until"), required=False)
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.TextBlock(label=_("Text"), required=False, rows=2)
    speaker = blocks.CharBlock(label=_("Who"), required=False, max_length=120)

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        cleaned = super().clean(value)
        if cleaned["ends"] and cleaned["ends"] <= cleaned["starts"]:
            raise blocks.StructBlockValidationError({"ends": ValidationError(_("This part ends before it begins."))})
        return cleaned

    class Meta:
        icon = "time"
        label = _("Part")


class ProgrammeBlock(blocks.ListBlock):
    """What happens when."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(ProgrammeItemBlock(), **kwargs)

    class Meta:
        icon = "time"
        label = _("Programme")
        template = "blocks/programme.html"
        description = _("Parts with their times and speakers.")
        preview_value = [
            {"starts": time(19, 30), "ends": time(19, 45), "title": _("Welcome with coffee")},
            {"starts": time(19, 45), "ends": time(21), "title": _("At the table"), "speaker": _("Samira, De Werf")},
        ]


class StepBlock(blocks.StructBlock):
    """One step."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.RichTextBlock(
        label=_("Text"), features=["bold", "italic", "link", "ul", "document-link"], required=False
    )

    class Meta:
        icon = "arrow-right"
        label = _("Step")


class StepsBlock(blocks.ListBlock):
    """Numbered steps."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(StepBlock(), **kwargs)

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        template = "blocks/steps.html"
        description = _("What to do, one step after the other, with large numbers.")
        preview_value = [
            {"title": _("Put everything on one sheet"), "text": _("<p>Who paid what, and when?</p>")},
            {"title": _("Choose one rule for all"), "text": _("<p>One that fits in a sentence.</p>")},
        ]


class EmbedBlock(blocks.StructBlock):
    """Something from another site, loaded only after a click."""

    title = blocks.CharBlock(
        label=_("Title"), max_length=120, help_text=_("What it shows; read aloud by screen readers.")
    )
    url = blocks.URLBlock(
        label=_("Address to show"), help_text=_("The “embed” address the other site gives you, with https://.")
    )
    text = blocks.CharBlock(label=_("Explanation"), required=False, max_length=200)

    def get_context(self, value: blocks.StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        return context | {"is_framed": may_be_framed(value["url"]), "host": host_of(value["url"])}

    class Meta:
        icon = "media"
        label = _("Embed")
        template = "blocks/embed.html"
        description = _("A video or map from elsewhere. Nothing is loaded until the reader asks for it.")
        preview_value = {"title": _("The neighbourhood in two minutes"), "url": "https://video.example/embed/1"}


class BodyBlock(blocks.StreamBlock):
    """Everything an article can be made of."""

    heading = HeadingBlock(max_length=120)
    text = blocks.RichTextBlock(
        label=_("Text"),
        features=RICH_TEXT,
        icon="pilcrow",
        template="blocks/text.html",
        description=_("Paragraphs, lists, small headings and links."),
        preview_value=_("<p>A paragraph with <b>bold words</b> and a list.</p><ul><li>One</li><li>Two</li></ul>"),
    )
    image = ImageBlock()
    quote = QuoteBlock()
    steps = StepsBlock()
    file_list = FileListBlock()
    table = TableBlock()
    accordion = AccordionBlock()
    contact = ContactCardBlock()
    call = CallToActionBlock()
    pages = PickedPagesBlock()
    programme = ProgrammeBlock()
    embed = EmbedBlock()

    def clean(self, value: blocks.StreamValue) -> blocks.StreamValue:
        """Two parts of one name would share one address."""
        cleaned = super().clean(value)
        seen, errors = set(), {}
        for number, block in enumerate(cleaned):
            if block.block_type == "heading":
                anchor = anchor_of(block.value)
                if anchor in seen:
                    errors[number] = ValidationError(_("There is already a part with this heading."))
                seen.add(anchor)
        if errors:
            raise blocks.StreamBlockValidationError(block_errors=errors)
        return cleaned


def anchor_of(heading: str) -> str:
    """The fragment identifier of a heading; the prefix keeps it apart from all others on a page."""
    return f"h-{slugify(heading) or 'part'}"


def headings_of(body: blocks.StreamValue) -> list[tuple[str, str]]:
    """The (anchor, text) of each heading in a body."""
    return [(anchor_of(block.value), block.value) for block in body if block.block_type == "heading"]


def plain_text(body: blocks.StreamValue | blocks.StreamValue.StreamChild) -> str:
    """All words of a body, without markup, as search and reading time want them."""
    parts = [str(part) for part in body.stream_block.get_searchable_content(body)] if body else []
    return " ".join(strip_tags(part.replace("<", " <")).strip() for part in parts if part)


def specific_pages(pks: tuple[int, ...]) -> list[Page]:
    """Pages of any type with all their fields, in the given order; looked up once per generation."""
    found = remember(("pages", pks), lambda: {page.pk: page for page in Page.objects.filter(pk__in=pks).specific()})
    return [found[pk] for pk in pks if pk in found]
