"""The made-up world: sizes written by hand, and everything below them drawn from a seed.

Occupation, group and county sizes are rounded from national figures of SCB and Arbetsförmedlingen; the rest is guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from assets.reference.areas import NATION, counties, county_of, municipalities
from assets.reference.occupations import UNKNOWN_SSYK3, af_area_of_ssyk4, af_areas, occupations_ssyk3

Floats = npt.NDArray[np.float64]
EXAMPLE_COUNTY = "14"
"""The county whose municipalities are written by hand; another county's are drawn."""
EXAMPLE_YEARS = ("2020", "2021", "2022", "2023", "2024")
_UNKNOWN_SHARE = np.array([0.083, 0.081, 0.079, 0.005, 0.005])  # the register improves in 2023
_COUNTY_TOTAL = np.array([790.0, 808.0, 826.0, 848.0, 858.0]) * 1000
_GROWTH = np.array([0.929, 0.949, 0.970, 0.992, 1.0])  # other counties, relative to the last year

# SSYK3:thousand employees in the country:per cent women:ads per 100 employees and year. Others: 4:40:8.
_OCCUPATIONS = """
011:2.5:10:12 021:5:13:5 031:6:14:6 112:20:19:5 121:19:53:9 122:10:67:8 123:10:46:15 125:35:29:7 129:27:45:7 131:15:25:5
132:13:27:6 134:13:30:4 136:20:9:5 137:16:15:8 141:12:71:15 142:4:94:6 151:14:79:12 152:5:77:25 153:10:85:9 159:17:50:6
172:8:39:15 173:9:33:15 179:7:34:4 211:7:42:15 213:8:49:20 214:95:26:13 216:13:58:6 217:17:42:6 218:10:63:18
221:44:54:12 222:85:88:27 223:23:92:13 224:10:74:22 226:7:64:17 227:22:80:20 228:10:84:21 231:36:48:14 232:11:45:12
233:30:59:16 234:195:81:12 235:36:77:12 241:54:54:12 242:135:63:11 243:46:62:12 251:150:23:24 261:25:60:9 262:11:72:10
264:13:56:5 265:11:49:6 266:49:84:20 311:115:21:16 312:28:12:6 321:29:65:11 324:4:93:7 325:4:95:20 331:58:67:11
332:135:35:24 333:31:51:20 334:17:76:6 335:45:64:11 336:14:35:3 341:18:60:24 342:30:54:12 343:7:56:10 344:7:51:18
345:4:30:30 351:45:20:19 411:165:82:8 422:65:67:25 432:120:25:9 442:13:35:6 511:7:55:8 512:40:50:20 513:28:59:21
514:12:83:15 515:43:20:10 522:220:62:9 523:12:67:6 524:8:43:90 531:128:82:5 532:178:89:9 533:80:72:5 534:165:70:15
535:11:98:18 541:40:31:8 611:19:29:8 612:9:61:7 711:105:3:5 712:39:2:7 713:25:10:7 721:25:4:13 722:55:15:10 723:58:4:21
741:47:3:14 742:9:5:26 752:11:11:6 761:8:36:7 811:9:11:8 812:13:18:10 814:13:24:7 816:15:33:7 817:13:14:5 818:9:29:4
819:20:14:6 821:52:25:11 831:6:18:5 832:22:10:18 833:77:9:11 834:41:8:10 911:84:73:13 912:6:19:14 931:8:6:11 932:10:39:5
933:8:10:7 941:80:58:13 952:0.3:40:20 961:9:13:10 962:36:36:6 323:0.2:76:5 225:3:81:12 622:0.6:6:4 835:1.1:16:8
154:0.8:46:4
"""
# Yearly change in per cent of occupations that grow or shrink clearly.
_TRENDS = "251:3.5,442:-7,523:-4,411:-2,214:2,541:3,524:-6,732:-4,331:-1"
# Weight of a SSYK4 group within its SSYK3 group; others: 3.
_GROUPS = """
2142:15 2143:34 2144:19 2149:29 2211:24 2212:11 2221:52 2341:110 2342:18 2343:65 2351:14 2359:16 2411:14 2412:21 2421:42
2422:65 2423:26 2431:25 2432:21 2511:24 2512:95 2519:16 2661:25 2662:11 2642:10 3112:28 3113:30 3114:21 3119:20 3121:19
3122:9 3212:9 3312:24 3313:28 3321:10 3322:60 3323:21 3324:18 3353:12 3359:19 3411:16 3511:11 3512:18 3514:11 4111:36
4112:15 4114:12 4117:18 4119:60 4222:35 4224:10 4225:12 4322:100 4323:10 5131:22 5152:40 5221:15 5222:85 5223:80 5311:90
5312:40 5321:125 5323:40 5325:9 5341:17 5342:70 5343:75 5349:9 5412:10 5413:19 6113:15 7111:50 7112:8 7113:10 7114:19
7119:15 7115:0.3 7125:23 7131:14 7212:12 7223:50 7231:32 7233:27 7411:36 7412:6 8211:4 8212:13 8213:15 8219:15 8321:11
8329:12 8331:22 8332:56 8342:21 8344:13 9111:78 9412:70 9413:6 9411:5 9629:25 2146:0.5 8111:1 8113:1 8115:0.5 8116:0.4
"""
# Municipality:thousand employees:unemployed:profiles; of the county that is written by hand.
_MUNICIPALITIES = """
1401:17:620:AP 1402:12:930: 1407:3.2:150:C 1415:11:480:K 1419:4.2:210:C 1421:4.3:230:C 1427:3.5:180:TC 1430:3.1:260:W
1435:4.9:220:T 1438:1.4:140:W 1439:1.9:200:I 1440:8.6:680:I 1441:11:620: 1442:4.6:250:I 1443:2.9:150:I 1444:1.8:140:L
1445:1.7:120:L 1446:2.9:130:M 1447:1.6:200:W 1452:5.5:210:IO 1460:3.4:420:W 1461:2.9:350:L 1462:3.5:420:W 1463:12:780:IO
1465:3.6:260:IO 1466:3.7:200:I 1470:6.6:350:L 1471:5.8:280:LI 1472:4.4:350:WI 1473:3:300:LI 1480:350:17300:GVHUP
1481:44:1250:GVKH 1482:17:680: 1484:5.8:370:KC 1485:26:1600:H 1486:6.2:370:T 1487:18:1150:S 1488:29:2050:VIHU
1489:16:780: 1490:57:3100:OHU 1491:10:400:I 1492:4.6:470: 1493:11:760:I 1494:19:740:HL 1495:8.6:560:L 1496:31:1300:VIHUM
1497:3:170:W 1498:5:330:IW 1499:14:980:L
"""
# Factor by leading digits: Airport, Coast, Great city, Hospital, Industry, K (chemistry, pharmacy), L (farming,
# food), Military, O (textile, mail order), Port, S (state offices), Tourism, University, Vehicles, Wood and paper.
_PROFILES = """
A|511:12,933:12,315:6,541:2,833:1.4 C|622:6,835:4,315:3,613:1.3 G|25:1.25,24:1.15,214:1.2,26:1.1,13:1.2,33:1.1
H|22:2.2,32:1.8,151:1.8 I|72:1.9,81:1.9,82:2.4,75:1.5,932:2,311:1.2,137:1.8,834:1.2 K|813:6,819:2.5,311:1.4,213:2,211:2
L|761:2.5,816:4,61:1.6,833:1.2 M|0:250 O|815:5,753:4,432:1.4,332:1.1,814:2 P|833:1.15,432:1.25,933:3,333:1.3,835:3
S|335:1.5,242:1.4,541:1.4 T|51:1.9,94:1.8,52:1.5,171:3,172:1.5 U|231:18,211:1.5,212:2 V|214:1.5,821:2,722:1.3,311:1.2
W|752:4,817:4,814:2,82:1.3
"""
# Found almost only where a profile above says so.
_RARE = "231:0.09,22:0.62,32:0.7,0:0.05,933:0.3,511:0.2,622:0.2,812:0.5"
# Exponent on municipality size relative to 40,000 employees; the first match counts.
_BY_SIZE = "343:0.2,834:-0.25,833:-0.08,831:0.2,336:0.15,25:0.5,24:0.22,21:0.28,26:0.15,3:0.12,13:0.1,53:-0.14,6:-0.5"
# Thousand employees of the counties, in order of code.
_COUNTIES = (1295, 165, 117, 218, 178, 98, 106, 26, 68, 615, 140, 858, 122, 143, 122, 127, 125, 110, 60, 134, 117)


def table(text: str) -> dict[str, list[str]]:
    """First field → the others, from entries with colons between the fields."""
    return {fields[0]: fields[1:] for fields in (entry.split(":") for entry in text.split())}


_SSYK3 = tuple(occupations_ssyk3())
_rows, _weights = table(_OCCUPATIONS), table(_GROUPS)
_NATIONAL, _women, _turnover = np.array([_rows.get(o, ["4", "40", "8"]) for o in _SSYK3], float).T
_THOUSANDS = dict(zip(counties(), _COUNTIES, strict=True))
_DRAWN_PROFILES, _RANK_SIZE, _LEAST = "ACHILMOPSTUVW", 1.1, 0.8
_UNEMPLOYED_PER_THOUSAND = 48
_CAPITAL = "01"
OCCUPATIONS = {**occupations_ssyk3(), UNKNOWN_SSYK3: "yrke okänt"}
AF_AREAS = tuple(af_areas())
EXAMPLE_GROUPS = tuple(af_area_of_ssyk4())
AREA_OF_GROUP = np.array([AF_AREAS.index(area) for area in af_area_of_ssyk4().values()])
_PARENT = np.array([_SSYK3.index(group[:3]) for group in EXAMPLE_GROUPS])
_WEIGHT = np.array([_weights.get(group, ["3"])[0] for group in EXAMPLE_GROUPS], float)
ADS_PER_EMPLOYEE = _turnover[_PARENT]


@dataclass(frozen=True)
class Example:
    """Which made-up world: the seed that it is drawn from, and the county whose municipalities it has.

    Each county's world is its own: the nation in one is not the nation in another. The nation's has the municipalities of
    every county.
    """

    seed: int = 1
    county: str = EXAMPLE_COUNTY

    @property
    def counties(self) -> tuple[str, ...]:
        """The counties whose municipalities it has."""
        return tuple(counties()) if self.county == NATION else (self.county,)

    @cached_property
    def _rows(self) -> dict[str, list[str]]:
        return {
            town: row
            for county in self.counties
            for town, row in (table(_MUNICIPALITIES) if county == EXAMPLE_COUNTY else _drawn_towns(county)).items()
        }

    @cached_property
    def towns(self) -> tuple[str, ...]:
        """The county's municipalities."""
        return tuple(self._rows)

    @cached_property
    def size(self) -> Floats:
        """Thousand employees of each municipality."""
        return np.array([row[0] for row in self._rows.values()], float)

    @cached_property
    def unemployed(self) -> Floats:
        """Registered unemployed of each municipality."""
        return np.array([row[1] for row in self._rows.values()], float)

    @property
    def profiles(self) -> list[str]:
        """Letters of each municipality's profiles."""
        return [row[2] for row in self._rows.values()]

    @cached_property
    def regions(self) -> dict[str, str]:
        """Code → name of the nation, the counties and the municipalities."""
        towns = {town: municipalities()[town] for town in self.towns}
        return {NATION: "Riket", **counties(), **towns}

    @property
    def scale(self) -> float:
        """How large its counties are beside the one that is written by hand."""
        return sum(_THOUSANDS[county] for county in self.counties) / _THOUSANDS[EXAMPLE_COUNTY]

    @property
    def scales(self) -> Floats:
        """The same of each of them."""
        return np.array([_THOUSANDS[county] for county in self.counties]) / _THOUSANDS[EXAMPLE_COUNTY]

    @property
    def times(self) -> float:
        """How many times more than in a county's world there is of what does not follow a county's size."""
        return self.scale if len(self.counties) > 1 else 1.0

    def sums(self, by_town: Floats) -> Floats:
        """Sums over the municipalities (first axis) of each of its counties."""
        of = np.array([self.counties.index(town[:2]) for town in self.towns])
        return np.stack([by_town[of == at].sum(0) for at in range(len(self.counties))])


def _drawn_towns(county: str) -> dict[str, list[str]]:
    """Municipality → thousand employees, unemployed and profiles: one large, and smaller and smaller ones, in an order by chance."""
    towns = [town for town, of in county_of().items() if of == county]
    r = np.random.default_rng(int(county))
    share = 1 / (1 + r.permutation(len(towns))) ** _RANK_SIZE
    size = np.maximum(share / share.sum() * _THOUSANDS[county], _LEAST)
    unemployed = size * _UNEMPLOYED_PER_THOUSAND * np.exp(r.normal(0, 0.15, len(towns)))
    letters = ["".join(r.choice([*_DRAWN_PROFILES], 2, replace=False)) for _ in towns]
    letters[int(size.argmax())] += "GHU"
    return {town: [f"{size[at]:.1f}", f"{unemployed[at]:.0f}", letters[at]] for at, town in enumerate(towns)}


class World(NamedTuple):
    """Employees as published (region, occupation, sex, year; NaN is missing) and expected (place, SSYK4 group, sex)."""

    published: Floats
    by_group: Floats


def by_area(values: Floats) -> Floats:
    """Sums over the groups (second axis) of each area."""
    return np.stack([values[:, at].sum(1) for at in np.equal.outer(range(len(AF_AREAS)), AREA_OF_GROUP)], 1)


def _factors(text: str, neutral: float = 1.0) -> Floats:
    """By occupation: the figure of the first entry that the code starts with."""
    pairs = [entry.split(":") for entry in text.split(",")]
    return np.array([next((float(v) for k, v in pairs if o.startswith(k)), neutral) for o in _SSYK3])


def _draw(r: np.random.Generator, mix: Floats, totals: Floats, trend: Floats) -> tuple[Floats, Floats]:
    """Employees by place, occupation, sex and year: expected, and whole numbers with unknown as the last occupation."""
    known = totals * (1 - _UNKNOWN_SHARE)
    size = mix / mix.sum(1, keepdims=True) * known[:, -1:]
    spread = np.clip(0.07 + 0.6 / np.sqrt(size + 0.3), 0, 1.1)  # rare occupations are clumpy in small places
    size = size * np.exp(r.normal(0, spread) - spread**2 / 2)
    women = 1 / (1 + (100 / _women - 1) * np.exp(r.normal(0, 0.15, size.shape)))
    by_sex = np.stack([size * (1 - women), size * women], -1)[..., None]
    drift = np.cumsum(trend[:, None, None] + r.normal(0, 0.018, (*by_sex.shape[:3], len(EXAMPLE_YEARS))), -1)
    cells = by_sex * np.exp(drift - drift[..., -1:])
    cells *= (known / cells.sum((1, 2)))[:, None, None, :]
    unknown = np.array([0.56, 0.44])[:, None] * np.exp(r.normal(0, 0.06, (len(mix), 1, 1, 1)))
    both = np.concatenate([cells, (totals * _UNKNOWN_SHARE)[:, None, None, :] * unknown], 1)
    # One threshold for all years: a small cell stays where it is unless its size changes.
    return cells, np.floor(both + r.random((*both.shape[:3], 1)))


@lru_cache(maxsize=2)
def world(example: Example) -> World:
    """Its employees."""
    r, size = np.random.default_rng([example.seed, 1]), example.size
    trend = _factors(_TRENDS, 0.0) / 100 + r.normal(0, 0.008, len(_SSYK3))
    profiles = {letter: _factors(text) for letter, text in (entry.split("|") for entry in _PROFILES.split())}
    mix = _NATIONAL * _factors(_RARE) * np.clip(size[:, None] / 40, 0, 2) ** _factors(_BY_SIZE, 0.0)
    mix *= [np.prod([np.ones(len(_SSYK3)), *(profiles[letter] for letter in row)], 0) for row in example.profiles]
    local, cells = _draw(r, mix, size[:, None] / size.sum() * _COUNTY_TOTAL * example.scale, trend)
    elsewhere = {county: thousands for county, thousands in _THOUSANDS.items() if county not in example.counties}
    mix = _NATIONAL * np.exp(r.normal(0, 0.12, (len(elsewhere), len(_SSYK3))))
    if _CAPITAL in elsewhere:
        mix[list(elsewhere).index(_CAPITAL)] *= _factors("25:1.4,24:1.3,26:1.2,33:1.2,7:0.8,8:0.65,61:0.3")
    other, whole = _draw(r, mix, np.array([*elsewhere.values()])[:, None] * 1000 * _GROWTH, trend)
    by_county = dict(zip([*elsewhere, *example.counties], [*whole, *example.sums(cells)], strict=True))
    counties = np.stack([by_county[county] for county in _THOUSANDS])
    # Municipalities are published with a little noise, and with a few cells missing in the smallest places.
    noise = r.integers(1, 4, cells.shape) * r.choice([-1, 1], cells.shape)
    cells += noise * ((cells > 3) & (r.random(cells.shape) < 0.1))
    small = np.flatnonzero((cells >= 1) & (cells <= 3) & (size < 4)[:, None, None, None])
    cells.flat[r.choice(small, min(cells.size // 2000, len(small)), replace=False)] = np.nan
    share = _WEIGHT / np.bincount(_PARENT, _WEIGHT, len(_SSYK3))[_PARENT]
    by_group = np.concatenate([local, other])[..., -1][:, _PARENT] * share[:, None]
    return World(np.concatenate([counties.sum(0)[None], counties, cells]), by_group)
