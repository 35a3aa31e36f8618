"""Words that no published text may use; the design's list."""

FORBIDDEN = (
    r"(?<!del)region(?!en \(VGR\))(?![a-zåäö])",
    "regionens behov",
    r"sysselsatta(?!_)(?! 15–74 år)(?! \(BAS\))",
    "arbetssökande",
    r"arbetslöshet\b",
    r"lediga jobb(?! \(SCB\))",
    r"(?<!AF-)(?<!-)\byrkesområde",
    "prognos",
    r"\bgap\b",
    "bristindex",
    "pensionsavgångar",
    "separationer",
)
