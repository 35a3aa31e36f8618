"""Why an occupation has no number some years ahead, or no direction, in readers' words."""

from __future__ import annotations

from assets.marts.long_term.accuracy import NOT_TRIED_IN_DELREGIONS
from assets.methods import projection_intervals as intervals
from assets.methods.projection_gate import COVERAGE_CLASS

NOT_PROJECTED = "Skrivs inte fram: yrkets antal har ändrats av beslut om hur det räknas eller hur många som ska finnas."
MISSING = "Skrivs inte fram: antalet anställda saknas eller är skyddat."
NOBODY_ON_FOUR = "Skrivs inte fram: registret på fyra siffror har ingen i yrket i området."
FEW = f"Skrivs inte fram: färre än {intervals.LEAST_EMPLOYEES} anställda."
NO_INTERVAL = "Skrivs inte fram: för få tidigare utfall att mäta osäkerheten på."
UNSURE = (
    "Osäkert: i provet höll intervallen för sällan eller för ofta i yrken av den här storleken. De ska hålla "
    f"{100 * COVERAGE_CLASS[0]:.0f} till {100 * COVERAGE_CLASS[1]:.0f} gånger av 100."
)
CONSTANT = "Oförändrade andelar: vår framskrivning var inte bättre i provet, och utvecklingen kan inte bedömas."
UNTRIED = "Oförändrade andelar: det finns inga år att pröva en framskrivning på, och utvecklingen kan inte bedömas."
FELL = "Oförändrade andelar: här var länens framskrivning inte säkert bättre, och utvecklingen kan inte bedömas."
OF_GROUP = "Följer sin yrkesgrupp på tre siffror och behåller sin del av den: på fyra siffror var vår framskrivning inte bättre i provet."
LIMITS_UNTRIED = "Hur intervallet håller så många år framåt är inte prövat."
PLACE_UNTRIED = f"Ändras som länets. {NOT_TRIED_IN_DELREGIONS}"
CONSEQUENCE = (
    "Konsekvensberäkning: metoden är prövad högst {years} år framåt, från få år. Hur intervallet håller är inte prövat."
)
