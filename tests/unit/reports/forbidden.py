"""Words that no published text may use; the design's list."""

FORBIDDEN = (
    r"(?<!del)region(?!en \(VGR\))(?![a-zåäö])",
    "regionens behov",
    "sysselsatta",
    "arbetssökande",
    r"arbetslöshet\b",
    "lediga jobb",
    r"(?<!AF-)(?<!-)\byrkesområde",
    "prognos",
    r"\bgap\b",
    "bristindex",
    "pensionsavgångar",
    "separationer",
)
