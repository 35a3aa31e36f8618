"""For each rule, a right frame with just so much wrong that the rule no longer holds: one for each way it can be broken.

What is wrong follows from the word that the rule is written in. A rule whose columns another rule of the table also holds
to something says itself what is wrong, so that no other is broken.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import pandas as pd

from checks.rules.expectation import Expectation
from tests.unit.checks.right_frames import NAN

Rows = list[int]
Change = Callable[[pd.DataFrame], pd.DataFrame]


def put(column: str, value: object, at: int | Rows = 0) -> Change:
    """The frame with a value in some of its rows."""

    def change(frame: pd.DataFrame) -> pd.DataFrame:
        frame[column] = frame[column].astype("object")
        frame.iloc[at, frame.columns.get_loc(column)] = value
        return frame.infer_objects()

    return change


def _too_many(rule: Expectation, rows: Rows, share: str = "mostly") -> Rows:
    """As few of the rows as are too many, when the rule must hold of a share of them."""
    allowed = math.floor(round(len(rows) * (1 - rule.arguments.get(share, 1)), 6))
    return rows[-allowed - 1 :]


def _outside(rule: Expectation, rows: Rows) -> dict[str, Change]:
    column, found = rule.arguments["column"], {}
    for side, way in (("min_value", -1), ("max_value", 1)):
        if side in rule.arguments:
            limit = rule.arguments[side]
            step = 0.001 if abs(limit) <= 3 else 1
            found[side] = put(column, limit + way * step, _too_many(rule, rows))
    return found


def _smaller(rule: Expectation, rows: Rows) -> dict[str, Change]:
    least, column = rule.arguments["min_value"], rule.arguments["column"]
    return {"largest": put(column, least - 0.001 if least < 1 else least - 1, rows)}


def _distinct(rule: Expectation, rows: Rows) -> dict[str, Change]:
    column, found = rule.arguments["column"], {}

    def fewer(frame: pd.DataFrame) -> pd.DataFrame:
        kept = frame[column].drop_duplicates().tolist()[: rule.arguments["min_value"] - 1]
        return frame.assign(**{column: frame[column].where(frame[column].isin(kept), kept[0])})

    def more(frame: pd.DataFrame) -> pd.DataFrame:
        known = frame[column].nunique()
        new = [f"ny{at}" for at in range(rule.arguments["max_value"] - known + 1)]
        return pd.concat([frame, pd.DataFrame({**frame.iloc[0].to_dict(), column: new})], ignore_index=True)

    found = {"fewer": fewer}
    return found | {"more": more} if "max_value" in rule.arguments else found


def _without(rule: Expectation, rows: Rows) -> dict[str, Change]:
    *_, other, lost = rule.arguments["value_set"]
    return {"lost": lambda f: f.replace({rule.arguments["column"]: {lost: other}})}


def _number_of_rows(rule: Expectation, rows: Rows) -> dict[str, Change]:
    least = rule.arguments.get("min_value", rule.arguments.get("value"))
    most = rule.arguments.get("max_value", rule.arguments.get("value"))
    found = {"fewer": lambda f: f.drop(index=rows[least - 1 :]), "more": lambda f: pd.concat([f, f.loc[rows]])}
    return found if most is not None else {"fewer": found["fewer"]}


def _beyond(value: object) -> object:
    """What is more than a number, or sorts after a day."""
    return f"{value} igen" if isinstance(value, str) else value + 1


BREAKS: dict[str, Callable[[Expectation, Rows], dict[str, Change]]] = {
    "ExpectColumnValuesToBeBetween": _outside,
    "ExpectColumnMaxToBeBetween": _smaller,
    "ExpectColumnUniqueValueCountToBeBetween": _distinct,
    "ExpectColumnDistinctValuesToContainSet": _without,
    "ExpectTableRowCountToBeBetween": _number_of_rows,
    "ExpectTableRowCountToEqual": _number_of_rows,
    "ExpectColumnPairValuesAToBeGreaterThanB": lambda rule, rows: {
        "less": lambda f: put(
            rule.arguments["column_B"], _beyond(f[rule.arguments["column_A"]].iloc[rows[-1]]), rows[-1]
        )(f)
    },
    "ExpectColumnValuesToNotBeNull": lambda rule, rows: {
        "null": put(rule.arguments["column"], None, _too_many(rule, rows))
    },
    "ExpectColumnProportionOfNonNullValuesToBeBetween": lambda rule, rows: {
        "null": put(rule.arguments["column"], None, _too_many(rule, rows, "min_value"))
    },
    "ExpectColumnValuesToBeNull": lambda rule, rows: {"given": put(rule.arguments["column"], 0, rows[:1])},
    "ExpectColumnValuesToBeUnique": lambda rule, rows: {
        "twice": lambda f: put(rule.arguments["column"], f[rule.arguments["column"]].iloc[rows[0]], rows[-1])(f)
    },
    "ExpectColumnValuesToMatchRegex": lambda rule, rows: {"form": put(rule.arguments["column"], "222", rows[:1])},
    "ExpectColumnValuesToNotMatchRegex": lambda rule, rows: {"form": put(rule.arguments["column"], " x", rows[:1])},
    "ExpectColumnValuesToBeInSet": lambda rule, rows: {"other": put(rule.arguments["column"], "annat", rows[:1])},
    "ExpectColumnValuesToNotBeInSet": lambda rule, rows: {
        "one": put(rule.arguments["column"], rule.arguments["value_set"][0], _too_many(rule, rows))
    },
}
"""Kind of rule → the ways to break it in the rows that it is about."""
OWN: dict[tuple[str, str, str], Change] = {
    ("mart.anstallda", "delregioner_finns", "null"): put("varde", NAN, [1, 3, 5]),
    ("mart.anstallda_ssyk4", "skal_nar_tal_saknas", "null"): put("varde", NAN),
    ("mart.anstallda_ssyk4", "fordelade_finns", "null"): lambda f: put("varde", NAN, [1, 3])(f).assign(anmarkning="x"),
    ("mart.annonser", "platser_rimliga", "min_value"): lambda f: f.assign(annonserade_platser=[0, 5], annonser=[0, 2]),
    ("mart.annonser_oppna", "platser_rimliga", "min_value"): lambda f: f.assign(
        platser_i_oppna=[0, 5], oppna_annonser=[0, 2], platser_i_oppna_rensade=[0, 5], oppna_rensade=[0, 2]
    ),
    ("staged.inskrivna_tid", "varden_finns", "null"): put("varde", NAN, [at for at in range(24) if at % 4][:10]),
    ("staged.taxonomi", "ersattare_finns", "one"): put("tillstand", "ersättaren saknas"),
    ("mart.analys", "skal_nar_tal_saknas", "null"): put("varde", NAN, 1),
    ("mart.da_och_nu", "oforandrat_ovre", "min_value"): lambda f: put("ovre", 0.999, 2)(put("kvot", 0.95, 2)(f)),
    ("mart.annonser", "kvadraten_minst_platserna", "less"): put("platser_rensade_kvadrat", 2, 1),
    ("mart.annonser_oppna", "kvadraten_minst_platserna", "less"): put("platser_i_oppna_rensade_kvadrat", 4, 1),
    ("mart.samstammighet", "intervall_ratt_vant", "less"): put("nedre", 0.8, 1),
    ("mart.kalla", "kallan_svarade", "other"): put("hamtstatus", "senast fungerande"),
    ("mart.kalla", "underlaget_finns", "other"): put("hamtstatus", "saknas"),
    ("mart.kalla", "inget_i_karantan", "other"): put("hamtstatus", "senast godkända"),
}
"""Table, rule and way to break it → what is wrong, where the way that follows from the word would break another rule too."""
COMPANY = {
    ("mart.samstammighet", "andelar_noll_till_ett", "max_value"): "samstammighet_rimlig",
    ("mart.utgava", "en_rad", "fewer"): "namnet_har_form",
    # Without any value there is no share to try.
    ("mart.sektor_yrke", "arbetsgivare_ar_kanda", "null"): "storsta_ar_en_del",
}
"""What cannot be wrong alone → the other rule that is not green either."""


def wrong_frames(table: str, rule: Expectation, right: pd.DataFrame) -> dict[str, Change]:
    """Every way to break a rule of a table, by name."""
    rows = right.query(rule.where) if rule.where else right
    found = BREAKS[rule.kind](rule, list(rows.index))
    return {way: OWN.get((table, rule.name, way), change) for way, change in found.items()}
