"""Arbetsförmedlingen's taxonomy, one pinned version: concepts, their codes, and what replaced the old ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
import pyarrow as pa

from sources.arbetsformedlingen.files import Made, refreshed
from sources.arbetsformedlingen.json_lines import UNREADABLE
from sources.catalogue.barometer import AF_TAXONOMY, TAXONOMY_VERSION
from sources.errors import MalformedAnswer, SourceChanged
from sources.http import LARGEST_ANSWER, Download, HttpClient
from sources.snapshot import Snapshot, SnapshotStore

TAXONOMY_FILE = "begrepp.json"
PATH = f"{AF_TAXONOMY.table_id}/query/concepts-and-common-relations/concepts-and-common-relations.json"
GROUP, FIELD = "ssyk-level-4", "occupation-field"
IN_USE, REPLACED, SPLIT, DEAD_END, EXPIRED = "gäller", "ersatt", "ersatt av flera", "ersättaren saknas", "utgått"
_NAMED = 20


class Link(msgspec.Struct, gc=False):
    """Another concept, with as much of it as the source repeats."""

    id: str
    type: str | None = None
    preferred_label: str | None = None


class TaxonomyConcept(msgspec.Struct, gc=False):
    """One concept. It has a code when it stands for a group of SSYK 2012, a municipality or a county."""

    id: str
    type: str
    preferred_label: str
    ssyk_code_2012: str | None = None
    lau_2_code_2015: str | None = None
    national_nuts_level_3_code_2019: str | None = None
    broader: list[Link] | None = None
    deprecated: bool | None = None
    replaced_by: list[Link] | None = None

    @property
    def code(self) -> str | None:
        """Code of SSYK 2012, municipality or county."""
        return self.ssyk_code_2012 or self.lau_2_code_2015 or self.national_nuts_level_3_code_2019


class _Data(msgspec.Struct):
    concepts: list[TaxonomyConcept]


class _Answer(msgspec.Struct):
    data: _Data


_decoder = msgspec.json.Decoder(_Answer)


def refresh(http: HttpClient, base: str, store: SnapshotStore) -> tuple[Snapshot, ...]:
    """The snapshot of the pinned version; downloaded only when it is not there or the source's marks have changed.

    Raises:
        MalformedAnswer: the file is cut, lacks a field, or its replacements go in a circle.
        SourceChanged: it has no groups of SSYK 2012.
    """
    url = f"{base.rstrip('/')}/{PATH}"
    # It is read whole, as an answer is.
    refreshed(http, store, AF_TAXONOMY, url, {"version": TAXONOMY_VERSION}, _make, largest=LARGEST_ANSWER)
    return stored(store)


def _make(fetched: Download, folder: Path) -> Made:
    table = tabulate(parse(fetched.path.read_bytes()))
    version = f"version {TAXONOMY_VERSION}"
    facts = {
        "version": TAXONOMY_VERSION,
        "period_from": version,
        "period_to": version,
        "lines": table.num_rows,
        "decisions": decisions(table),
    }
    return {TAXONOMY_FILE: fetched.path}, facts


def stored(store: SnapshotStore) -> tuple[Snapshot, ...]:
    """The newest snapshot of the pinned version, as a tuple of none or one."""
    own = [s for s in store.all(AF_TAXONOMY.dataset) if s.origin.facts["version"] == TAXONOMY_VERSION]
    return tuple(own[-1:])


def parse(content: bytes) -> list[TaxonomyConcept]:
    """The concepts of a file, each id once.

    Raises:
        MalformedAnswer: it is cut, lacks a field, or has an id twice.
        SourceChanged: it has no groups of SSYK 2012.
    """
    try:
        concepts = _decoder.decode(content).data.concepts
    except UNREADABLE as error:
        raise MalformedAnswer(
            f"Taxonomin går inte att läsa: ett fält saknas, har fel slags värde eller filen är avkortad ({error}). Inget är "
            "ersatt; jämför filen med källans beskrivning."
        ) from error
    twice = [identity for identity, count in Counter(c.id for c in concepts).items() if count > 1]
    if twice:
        raise MalformedAnswer(f"Taxonomin har samma begrepp flera gånger: {', '.join(twice[:8])}. Inget är ersatt.")
    if not any(c.type == GROUP and c.ssyk_code_2012 for c in concepts):
        raise SourceChanged(
            f"Taxonomin har inga yrkesgrupper ({GROUP} med ssyk_code_2012). Inget är ersatt; kontrollera filen hos källan."
        )
    return concepts


def follow(replaced_by: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Where each chain of replacements ends.

    Args:
        replaced_by: concept → those that replaced it; only concepts that were replaced.

    Returns:
        Concept → the concepts at the end of its chains, each once and in order; ids that are not replaced themselves, known
        or not.

    Raises:
        MalformedAnswer: a chain comes back to where it has been.

    >>> sorted(follow({"a": ["b"], "b": ["c", "d"], "d": ["e"]}).items())
    [('a', ('c', 'e')), ('b', ('c', 'e')), ('d', ('e',))]
    """
    ends: dict[str, tuple[str, ...]] = {}
    for start in replaced_by:
        # Depth first without recursion: a chain may be longer than the interpreter's stack.
        path, branches = [start], [iter(replaced_by[start])]
        while path:
            following = next(branches[-1], None)
            if following is None:
                done = path.pop()
                branches.pop()
                found = (end for n in replaced_by[done] for end in (ends[n] if n in replaced_by else (n,)))
                ends[done] = tuple(dict.fromkeys(found))
            elif following in path:
                circle = " → ".join([*path[path.index(following) :], following])
                raise MalformedAnswer(
                    f"Taxonomins begrepp ersätter varandra i en cirkel: {circle}. Inget är ersatt; kontrollera filen hos källan."
                )
            elif following in replaced_by and following not in ends:
                path.append(following)
                branches.append(iter(replaced_by[following]))
    return ends


def tabulate(concepts: Sequence[TaxonomyConcept]) -> pa.Table:
    """One row per concept, replacements followed.

    Args:
        concepts: as ``parse`` gives them.

    Returns:
        Text columns ``id``, ``type``, ``label``, ``code``, ``area`` (name of the AF-yrkesområde of a group), ``group`` (id of
        the group of an occupation), ``state`` (one of the five words of this module) and ``replaced_by``: the concept that
        stands in its place, where exactly one does and it is in the file.

    Raises:
        MalformedAnswer: the replacements go in a circle, or two groups in use have the same code.
    """
    known = {c.id: c for c in concepts}
    ends = follow({c.id: [link.id for link in c.replaced_by] for c in concepts if c.replaced_by})
    rows = []
    for c in concepts:
        state, final = _state(c, ends.get(c.id, ()), known)
        rows.append(
            {
                "id": c.id,
                "type": c.type,
                "label": c.preferred_label,
                "code": c.code,
                "area": _broader(c, known, FIELD)[1] if c.type == GROUP else None,
                "group": _broader(c, known, GROUP)[0] if c.type == "occupation-name" else None,
                "state": state,
                "replaced_by": final,
            }
        )
    codes = Counter(r["code"] for r in rows if r["type"] == GROUP and r["state"] == IN_USE and r["code"])
    twice = sorted(code for code, count in codes.items() if count > 1)
    if twice:
        raise MalformedAnswer(
            f"Taxonomin har flera gällande yrkesgrupper med samma kod: {', '.join(twice[:8])}. Inget är ersatt."
        )
    names = ("id", "type", "label", "code", "area", "group", "state", "replaced_by")
    return pa.Table.from_pylist(rows, pa.schema([(name, pa.string()) for name in names]))


def _state(
    concept: TaxonomyConcept, ends: tuple[str, ...], known: Mapping[str, TaxonomyConcept]
) -> tuple[str, str | None]:
    if not ends:
        return (EXPIRED if concept.deprecated else IN_USE), None
    if not all(end in known for end in ends):
        return DEAD_END, None
    return (REPLACED, ends[0]) if len(ends) == 1 else (SPLIT, None)


def _broader(
    concept: TaxonomyConcept, known: Mapping[str, TaxonomyConcept], kind: str
) -> tuple[str | None, str | None]:
    """Id and name of the broader concept of a kind; the source says it in the link or in the concept that it links to."""
    for link in concept.broader or ():
        other = known.get(link.id)
        if kind == (link.type or (other.type if other else None)):
            return link.id, link.preferred_label or (other.preferred_label if other else None)
    return None, None


def decisions(table: pa.Table) -> list[str]:
    """What a reader of the catalogue must know about a file's replacements."""
    frame = table.to_pandas()
    said = [f"Version {TAXONOMY_VERSION} är vald i sources/catalogue och byts inte av sig själv."]
    count = frame["state"].value_counts()
    old = {state: int(count.get(state, 0)) for state in (REPLACED, SPLIT, DEAD_END, EXPIRED)}
    if not any(old.values()):
        said.append("Filen anger inga ersatta eller utgångna begrepp; inga ersättningar är följda.")
    else:
        said.append("Begrepp som inte gäller längre: " + ", ".join(f"{n} {state}" for state, n in old.items()) + ".")
    dead = sorted(frame[frame["state"] == DEAD_END]["id"])
    if dead:
        more = f" och {len(dead) - _NAMED} till" if len(dead) > _NAMED else ""
        said.append(f"Leder till begrepp som filen inte har: {', '.join(dead[:_NAMED])}{more}.")
    return said


def read(snapshot: Snapshot) -> pa.Table:
    """The concepts of a snapshot, as ``tabulate`` gives them."""
    return tabulate(parse(snapshot.file(TAXONOMY_FILE).read_bytes()))
