"""The kinds of pages that a reader meets, and where one of each lies in what is published."""

EDITION = "2026-06"
PAGES = {
    "all editions": "index.html",
    "start page": f"utgavor/{EDITION}/index.html",
    "delregion": f"utgavor/{EDITION}/rapport/fyrbodal.html",
    "tables": f"utgavor/{EDITION}/rapport/fyrbodal-tabeller.html",
    "more tables": f"utgavor/{EDITION}/rapport/lan-fler-tabeller.html",
    "county": f"utgavor/{EDITION}/rapport/lan.html",
    "occupation": f"utgavor/{EDITION}/yrke/222-223.html",
    "education": f"utgavor/{EDITION}/utbildning/fyrbodal.html",
    "questions": f"utgavor/{EDITION}/fragor/fyrbodal.html",
    "municipality": f"utgavor/{EDITION}/kommun/1485_uddevalla.html",
    "compare": f"utgavor/{EDITION}/rapport/jamfor.html",
    "analyst": f"utgavor/{EDITION}/rapport/analytiker.html",
    "method": f"utgavor/{EDITION}/metadata/metod.html",
    "glossary": f"utgavor/{EDITION}/metadata/ordlista.html",
    "sources": f"utgavor/{EDITION}/metadata/kallor.html",
    "quality": f"utgavor/{EDITION}/metadata/kvalitet.html",
    "trial": f"utgavor/{EDITION}/metadata/provning.html",
    "accuracy": f"utgavor/{EDITION}/metadata/traffsakerhet.html",
    "underlag": f"utgavor/{EDITION}/metadata/underlag.html",
    "scenarios": f"utgavor/{EDITION}/metadata/scenarier.html",
    "changes": f"utgavor/{EDITION}/metadata/andringar.html",
    "data": f"utgavor/{EDITION}/metadata/data.html",
    "accessibility": f"utgavor/{EDITION}/metadata/tillganglighet.html",
}
