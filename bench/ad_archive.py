"""A year of made-up ads, from the zip to tidy Parquet and counts: our reader beside what it can at best be, and json and pandas.

Each method is a process of its own, the rounds are interleaved, and the median is printed: timings are noisy on a shared
machine, so the ratio within one call is what to compare. Every process gets the same settings of the memory allocator;
without them a bare loop of inflating times the system's page faults. The ads are about 5.8 kB of JSON each and compress five
times, as the real ones do as far as is known; one in ten has lists for objects, and some lines cannot be read.

Goals at 700,000 ads: archive to Parquet and counts at most 1.5 times the time of inflating the same file with zlib (2.2 with
the standard library's zlib), below 450 MB, and at least 4 times faster than json and pandas line by line.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from statistics import median
from typing import Any

import duckdb
import pandas as pd
from isal import isal_zlib

from assets.marts.ads.ads import ads as mart
from assets.marts.places.dimensions import dim_geo
from assets.reference.areas import municipalities
from assets.reference.occupations import af_area_of_ssyk4
from assets.staged.ads import BATCHES, ReducedArchive, stage_ads
from sources.arbetsformedlingen.ad_reader import LineCounts, mask, reduce_archive
from sources.arbetsformedlingen.json_lines import blocks

ROOT = Path(__file__).resolve().parents[1]
_YEAR = 2024
ALLOCATOR = {
    "MALLOC_MMAP_THRESHOLD_": "268435456",
    "MALLOC_TRIM_THRESHOLD_": "1073741824",
    "MALLOC_TOP_PAD_": "67108864",
}
_WORDS = [
    "vi",
    "söker",
    "dig",
    "som",
    "vill",
    "arbeta",
    "i",
    "ett",
    "team",
    "med",
    "goda",
    "möjligheter",
    "till",
    "utveckling",
    "tjänsten",
    "innebär",
    "varierande",
    "uppgifter",
    "du",
    "har",
    "erfarenhet",
    "av",
    "liknande",
    "arbete",
    "och",
    "är",
    "noggrann",
    "flexibel",
    "samt",
    "van",
    "att",
    "ta",
    "ansvar",
    "urval",
    "sker",
    "löpande",
    "kunskaper",
    "krävs",
]
_ENDINGS = ("", "", "en", "et", "ar", "na", "s", ",", ".")
_BROKEN = (b'{"id": "1", "headline": "avbruten', b"<html>502</html>", b"")
_COUNTS = """
select occupation_group, municipality_code, substr(organization_number, 1, 4) as sektor,
    strftime(publication_date, '%Y-%m') as manad, count(*), sum(least(greatest(coalesce(number_of_vacancies, 1), 1), 10))
from (select distinct on (id) * from read_parquet($path)) group by all
"""


def write_archive(path: Path, ads: int, year: int = _YEAR) -> None:
    """The archive of a year, with a line now and then that cannot be read."""
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package,
        package.open(f"{year}.jsonl", "w", force_zip64=True) as member,
    ):
        for at, ad in enumerate(made_up_ads(ads, year)):
            member.write(json.dumps(ad, ensure_ascii=False).encode() + b"\n")
            if at % 20_000 == 7:
                member.write(_BROKEN[at // 20_000 % 3] + b"\n")


def made_up_ads(ads: int, year: int) -> Iterator[dict[str, Any]]:
    """The ads of a year; the same for the same number of them. They have every field that the source's have."""
    dice = random.Random(year)
    groups, places = list(af_area_of_ssyk4().items()), list(municipalities().items())
    texts = [" ".join(f"{word}{dice.choice(_ENDINGS)}" for word in dice.choices(_WORDS, k=320)) for _ in range(400)]
    empty = {"skills": [], "languages": [], "work_experiences": [], "education": [], "education_level": []}

    def concept(code: str, label: str) -> dict[str, str]:
        return {"concept_id": f"{dice.randrange(10**6):06d}_abc_def", "label": label, "legacy_ams_taxonomy_id": code}

    for at in range(ads):
        code, area = dice.choice(groups)
        place, name = dice.choice(places)
        terms = {
            "occupation": concept(str(dice.randrange(9999)), "Yrkesbenämning"),
            "occupation_group": concept(code, "Yrkesgrupp"),
            "occupation_field": concept(area, "Yrkesområde"),
            "employment_type": concept("1", "Vanlig anställning"),
            "duration": concept(dice.choice("12"), "Tills vidare"),
            "working_hours_type": concept("1", "Heltid"),
            "salary_type": concept("1", "Fast månads- vecko- eller timlön"),
        }
        number = f"556{dice.randrange(100_000):07d}"
        yield {
            "id": str(year * 10_000_000 + at),
            "external_id": None,
            "original_id": None,
            "label": [],
            "webpage_url": f"https://exempel.invalid/platsbanken/annonser/{year * 10_000_000 + at}",
            "logo_url": None,
            "headline": f"Medarbetare {dice.randrange(ads)} till vårt team",
            "application_deadline": f"{year}-12-31T23:59:59",
            "number_of_vacancies": dice.choice((1, 1, 1, 2, 5, None)),
            "description": {
                "text": f"{dice.choice(texts)} {' '.join(dice.choices(_WORDS, k=80))}",
                **dict.fromkeys(("text_formatted", "company_information", "needs", "requirements", "conditions")),
            },
            **({k: [v] for k, v in terms.items()} if at % 10 == 0 else terms),
            "salary_description": "Enligt överenskommelse",
            "scope_of_work": {"min": 100, "max": 100},
            "access": None,
            "employer": {
                **dict.fromkeys(("phone_number", "email", "url")),
                "organization_number": number,
                "name": f"Exempel {number} AB",
                "workplace": f"Exempel {number} AB, {name}",
            },
            "application_details": {
                **dict.fromkeys(("information", "reference", "email", "other")),
                "via_af": False,
                "url": f"https://exempel.invalid/ansok/{at}",
            },
            "experience_required": dice.random() < 0.5,
            "access_to_own_car": False,
            "driving_license_required": False,
            "driving_license": None,
            "workplace_address": {
                "municipality": name,
                "municipality_code": place,
                "municipality_concept_id": "abcd_efg_hij",
                "region": "Län",
                "region_code": place[:2],
                "region_concept_id": "abcd_efg_hij",
                "country": "Sverige",
                "country_code": "199",
                "country_concept_id": "abcd_efg_hij",
                **dict.fromkeys(("street_address", "postcode", "city")),
                "coordinates": [17.0 + dice.random(), 59.0 + dice.random()],
            },
            "must_have": empty,
            "nice_to_have": empty,
            "application_contacts": [],
            "publication_date": f"{year}-{1 + at * 12 // ads:02d}-{dice.randrange(1, 29):02d}T08:00:00",
            "last_publication_date": f"{year}-12-31T23:59:59",
            "removed": True,
            "removed_date": f"{year}-12-{dice.randrange(1, 29):02d}T10:00:00" if at % 3 else None,
            "source_type": "VIA_ANNONSERA",
            "timestamp": 1_700_000_000_000 + at,
        }


def inflate(archive: Path, folder: Path) -> None:
    """The bound: inflate and verify with zlib, and throw away."""
    for _ in blocks(archive, zlib):
        pass


def _reduce(archive: Path, folder: Path, inflater: Any) -> Path:
    target = folder / "annonser.parquet"
    reduce_archive(archive, target, LineCounts(), inflater)
    with duckdb.connect(config={"memory_limit": "150MB", "temp_directory": str(folder)}) as connection:
        connection.execute(_COUNTS, {"path": str(target)}).to_arrow_table()
    return target


def ours(archive: Path, folder: Path) -> None:
    """Our reader, and plain counts."""
    _reduce(archive, folder, isal_zlib)


def ours_zlib(archive: Path, folder: Path) -> None:
    """The same with the standard library's zlib."""
    _reduce(archive, folder, zlib)


def whole_way(archive: Path, folder: Path) -> None:
    """Our reader, and all that the job does: every ad once, repeats marked, counts cleaned, by sector and area."""
    all_the_way({_YEAR: archive}, folder)


def all_the_way(archives: Mapping[int, Path], folder: Path) -> None:
    """What a run does of the archives of some years: reduces each, stages them together, and counts."""
    import pyarrow.parquet as pq

    reduced = []
    for year, archive in archives.items():
        target = folder / f"{year}.parquet"
        reduce_archive(archive, target, LineCounts(), isal_zlib)
        reduced.append(ReducedArchive(target, str(year), f"{year}-01", f"{year}-12"))
    staged = folder / "staged.parquet"
    with pq.ParquetWriter(staged, BATCHES, compression="zstd") as writer:
        for batch in stage_ads(reduced, {}, folder):
            writer.write_batch(batch)
    mart(staged, dim_geo("14"), "14", folder)


def json_pandas(archive: Path, folder: Path) -> None:
    """What anybody would write: the zip line by line, json, a data frame, Parquet, and counts."""
    rows = []
    with zipfile.ZipFile(archive) as package, package.open(package.infolist()[0]) as member:
        for line in member:
            try:
                ad = json.loads(line)
                group, area, duration = (
                    part[0] if isinstance(part, list) else part
                    for part in (ad["occupation_group"], ad["occupation_field"], ad["duration"])
                )
            except (ValueError, KeyError, TypeError):
                continue
            place = ad["workplace_address"]
            rows.append(
                {
                    "id": ad.get("original_id") or ad["id"],
                    "publication_date": ad["publication_date"],
                    "removed_date": ad["removed_date"],
                    "last_publication_date": ad["last_publication_date"] or ad["application_deadline"],
                    "duration": duration["legacy_ams_taxonomy_id"],
                    "headline": ad["headline"],
                    "occupation_group": group["legacy_ams_taxonomy_id"],
                    "occupation_field": area["legacy_ams_taxonomy_id"],
                    "municipality_code": place["municipality_code"],
                    "region_code": place["region_code"],
                    "country_code": place["country_code"],
                    "number_of_vacancies": ad["number_of_vacancies"],
                    "organization_number": mask(ad["employer"]["organization_number"]),
                }
            )
    frame = pd.DataFrame(rows).drop_duplicates("id")
    for column in ("publication_date", "removed_date", "last_publication_date"):
        frame[column] = pd.to_datetime(frame[column])
    words = frame.pop("headline").str.lower().str.replace(r"[\W_]+", " ", regex=True).str.strip()
    frame["fingerprint"] = pd.util.hash_array(words.to_numpy(object), categorize=False)
    frame.to_parquet(folder / "annonser.parquet", compression="zstd")
    frame["manad"] = frame["publication_date"].dt.strftime("%Y-%m")
    frame["sektor"] = frame["organization_number"].str[:4]
    frame["platser"] = frame["number_of_vacancies"].fillna(1).clip(1, 10)
    keys = ["occupation_group", "municipality_code", "sektor", "manad"]
    frame.groupby(keys, dropna=False)["platser"].agg(["size", "sum"])


METHODS: dict[str, Callable[[Path, Path], None]] = {
    f.__name__: f for f in (inflate, ours, ours_zlib, whole_way, json_pandas)
}


def told(do: Callable[[Path], None], clock: Callable[[], float]) -> None:
    """Do something in a folder of its own; print its seconds (without start and imports) and peak memory in MB."""
    with tempfile.TemporaryDirectory() as folder:
        start = clock()
        do(Path(folder))
        seconds = clock() - start
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)


def in_own_process(bench: str, *one: str) -> tuple[float, float]:
    """Run a bench for one of its cases, with the allocator's settings; the seconds and the MB that it prints."""
    done = subprocess.run(
        [sys.executable, "-m", bench, "--one", *one],
        cwd=ROOT,
        env={**os.environ, **ALLOCATOR},
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, memory = map(float, done.stdout.split())
    return seconds, memory


def main() -> None:
    """Write the archive, run every method in turn, print the medians."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--ads", type=int, default=700_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--one", nargs=2, metavar=("METHOD", "ARCHIVE"))
    asked = parser.parse_args()
    if asked.one:
        method, of = asked.one
        told(lambda folder: METHODS[method](Path(of), folder), time.perf_counter)
        return
    measured: dict[str, list[tuple[float, float]]] = {name: [] for name in METHODS}
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / f"{_YEAR}.jsonl.zip"
        write_archive(archive, asked.ads)
        with zipfile.ZipFile(archive) as package:
            size = package.infolist()[0].file_size
        print(f"{asked.ads:,} ads, {size / 1e6:,.0f} MB of JSON in {archive.stat().st_size / 1e6:,.0f} MB of zip")
        for _ in range(asked.rounds):
            for name in METHODS:
                measured[name].append(in_own_process("bench.ad_archive", name, str(archive)))
    bound = median(seconds for seconds, _ in measured["inflate"])
    for name, rounds in measured.items():
        seconds = median(s for s, _ in rounds)
        print(f"{name:12} {seconds:6.1f} s   {seconds / bound:5.2f} x inflate   {max(m for _, m in rounds):6.0f} MB")


if __name__ == "__main__":
    main()
