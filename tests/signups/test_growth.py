"""Signing up costs the same however many sign-ups there are: what is looked for is found through an index."""

import pytest
from django.db import connection

from signups import changes
from signups.services import cancel_signup, confirm

from ..conftest import ON_SQLITE
from .conftest import join

pytestmark = [pytest.mark.django_db, pytest.mark.skipif(not ON_SQLITE, reason="PostgreSQL decides by what it counted")]


def plans(queries) -> list[str]:
    """How SQLite goes about each query on sign-ups, with the query."""
    found = []
    for each in queries.captured_queries:
        sql = each["sql"]
        if sql.startswith(("SELECT", "UPDATE")) and '"signups_signup"' in sql:
            with connection.cursor() as cursor:
                cursor.execute("EXPLAIN QUERY PLAN " + sql.replace("%", "%%"))
                found += [f"{row[-1]}: {sql}" for row in cursor.fetchall() if "signups_signup" in row[-1]]
    return found


def test_no_step_of_a_sign_up_goes_through_all_sign_ups(offering, count_queries):
    with count_queries() as queries:
        one, _two, three = (join(offering, name) for name in ("Een", "Twee", "Drie"))
        cancel_signup(signup=one)
        confirm(signup=three)
    found = plans(queries)
    assert found
    assert not [plan for plan in found if plan.startswith("SCAN")]
    assert any("signup_address (offering_id=? AND email=?)" in plan for plan in found)
    assert any("signup_deadline (offering_id=? AND deadline<?)" in plan for plan in found)


def test_what_is_done_every_minute_reads_only_who_is_waited_for(offering, count_queries):
    join(offering, "Een", confirmed=False)
    with count_queries() as queries:
        changes.settle_due()
    assert [plan.split(":")[0] for plan in plans(queries)] == ["SCAN signups_signup USING INDEX signup_deadline"]
