"""The measuring of search: what the figures mean, and that it leaves no trace."""

import json
import sqlite3

import pytest

from search import evaluation
from tests.database import ROOT
from tests.demo_network import manage

SET = {
    "documents": [
        {"id": "d1", "type": "article", "language": "nl", "title": "Kastanjes", "intro": "", "body": "Over bomen."},
        {"id": "d2", "type": "zine", "language": "nl", "title": "Bomen <planten>", "intro": "Hoe dan?", "body": ""},
        {
            "id": "d3",
            "type": "news",
            "language": "nl",
            "title": "Dicht",
            "intro": "",
            "body": "x",
            "members_only": True,
        },
    ],
    "queries": [
        {"id": "q1", "text": "kastanje", "language": "nl", "kind": "inflection", "relevant": {"d1": 3}},
        {"id": "q2", "text": "paardenkastanjeboom", "language": "nl", "kind": "synonym", "relevant": {"d2": 3}},
        {"id": "q3", "text": "dicht", "language": "nl", "kind": "name", "relevant": {"d3": 3}},
    ],
    "synonyms": [["paardenkastanjeboom", "bomen planten"]],
}


@pytest.mark.parametrize("viewer", ["member", "visitor"])
def test_command_measures_with_and_without_synonyms_in_a_database_of_its_own(tmp_path, viewer):
    file = tmp_path / "set.json"
    file.write_text(json.dumps(SET))
    arguments = ("search_eval", str(file), "--viewer", viewer, "--json", "--engine", "sqlite", "--distractors", "20")
    answer = manage(tmp_path, "manage.py", *arguments)
    result = json.loads(answer)
    assert set(result) == {"with_synonyms", "without_synonyms", "stock"}
    assert set(result["with_synonyms"]) >= {"ndcg@10", "recall@10", "success@1", "by_kind"}
    assert result["with_synonyms"]["by_kind"]["synonym"]["success@1"] == 1
    assert result["without_synonyms"]["by_kind"]["synonym"]["success@1"] == 0
    assert ("name" in result["with_synonyms"]["by_kind"]) == (viewer == "member")
    with sqlite3.connect(tmp_path / "kring.sqlite3") as database:
        assert database.execute("SELECT name FROM sqlite_master").fetchall() == []


def test_scores_are_those_of_the_books():
    assert evaluation._scores(["a", "b"], {"a": 3, "b": 1}) == (1.0, 1.0, 1.0)
    ndcg, recall, success = evaluation._scores(["b", "x"], {"a": 3, "b": 1})
    assert (round(ndcg, 4), recall, success) == (0.131, 0.5, 0.0)
    assert evaluation._scores([], {"a": 1}) == (0.0, 0.0, 0.0)


def test_judged_set_is_whole():
    judged = evaluation.JudgedSet.load(ROOT / "search" / "data" / "judged.json")
    names = {document["id"] for document in judged.documents}
    assert all(set(query["relevant"]) <= names for query in judged.queries)
    assert not any(document.get("members_only") for document in judged.for_visitor().documents)
