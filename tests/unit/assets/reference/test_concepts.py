"""The words that readers meet are explained shortly, in plain words, and say where that is known from."""

from __future__ import annotations

import re

import pytest

from assets.methods.score import NOT_RATED, SIGNAL_CLASSES
from assets.reference.concepts import concepts
from tests.unit.reports.forbidden import FORBIDDEN
from tests.unit.reports.lix import lix

EASY = 45


@pytest.mark.parametrize("concept", concepts(), ids=lambda c: c.word)
def test_each_is_at_most_two_short_sentences(concept):
    sentences = re.split(r"(?<=[.!?])\s+", concept.explanation)
    assert 1 <= len(sentences) <= 2
    assert all(len(sentence.split()) <= 22 and sentence.endswith(".") for sentence in sentences)
    assert concept.source
    assert concept.reviewed_by
    assert not [word for word in FORBIDDEN if re.search(word, f"{concept.word}: {concept.explanation}", re.IGNORECASE)]


def test_together_they_are_easy_to_read():
    assert lix(" ".join(concept.explanation for concept in concepts())) <= EASY


def test_every_class_is_explained_under_every_name_that_it_can_have():
    names = {name for each in SIGNAL_CLASSES for name in (each.word, each.plain) if name}
    assert names | {NOT_RATED} <= {concept.word for concept in concepts()}
