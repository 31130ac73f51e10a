"""Which parts of a programme there are to choose, and who chose which."""

from django.db.models import Exists, OuterRef
from django.utils import timezone

from content import dates

from .models import Occasion, Offering, Signup


def parts_of(offering: Offering) -> list[Offering]:
    """The parts that can be chosen with the whole, in the order of the programme. One that left the page is none any more."""
    if not offering.has_parts:
        return []
    moments = Occasion.objects.filter(subject_key=OuterRef("subject_key"), part=OuterRef("part"), is_cancelled=False)
    found = Offering.objects.filter(subject_key=offering.subject_key, is_active=True, cancelled_at=None)
    return list(found.exclude(part="").filter(Exists(moments)).order_by("starts_at", "pk"))


def whole_of(offering: Offering) -> Offering | None:
    """What a part belongs to, if people can sign up for that."""
    if not offering.part:
        return None
    return Offering.objects.filter(subject_key=offering.subject_key, part="", is_active=True, cancelled_at=None).first()


def chosen_by(signup: Signup) -> list[Signup]:
    """The parts in which somebody with a sign-up for the whole has, or waits for, a seat."""
    if not signup.offering.has_parts or not signup.email:
        return []
    found = Signup.objects.active().filter(email=signup.email, offering__subject_key=signup.offering.subject_key)
    return list(found.exclude(offering__part="").select_related("offering").order_by("offering__starts_at", "pk"))


def clashes(offering: Offering, email: str) -> bool:
    """Whether somebody is in another part of the same programme at the same time."""
    others = Signup.objects.active().filter(email=email, offering__subject_key=offering.subject_key)
    parts = list(others.exclude(offering__part__in=["", offering.part]).values_list("offering__part", flat=True))
    return bool(parts) and overlap(offering.subject_key, [offering.part], parts)


def overlap(subject_key: object, some: list[str], others: list[str]) -> bool:
    """Whether any of ``some`` parts is at the same time as any of ``others``."""
    moments = Occasion.objects.filter(subject_key=subject_key, is_cancelled=False)
    one, two = (list(moments.filter(part__in=parts)) for parts in (some, others))
    return any(a.starts_at < b.ends_at and b.starts_at < a.ends_at for a in one for b in two if a.pk != b.pk)


def name_of(part: Offering, whole: Offering, language: str = "") -> str:
    """What a part is called beside the whole."""
    return part.title_in(language).removeprefix(f"{whole.title_in(language)}: ")


def hours(part: Offering) -> str:
    """From when until when a part is, in words."""
    if not part.starts_at or not part.ends_at:
        return ""
    return dates.clock_range(timezone.localtime(part.starts_at), timezone.localtime(part.ends_at))
