"""The names of source tables, as contracts give them for their sources."""

from __future__ import annotations

SCB, AF_ADS, AF_UNEMPLOYED = "scb_tab4434", "af_annonser", "af_inskrivna_yrkesomrade"

SCB_2019, SCB_2014 = "scb_tab3119", "scb_tab4396"
"""The employees of the two registers before today's."""

SCB_AGE = "scb_yreg57bas"

AF_PROFILE, AF_DURATION, AF_LABOUR_FORCE = "af_inskrivna_profil", "af_inskrivna_tid", "af_arbetskraft_bas"

AF_BAROMETER, AF_TAXONOMY, AF_SKILLS = "af_yrkesbarometer", "af_taxonomi", "af_kompetenser"

AF_OPEN_ADS = "af_jobstream"

SCB_VACANCIES = "scb_lediga_jobb"

MATCHING, COMMUTING = "scb_tab6929", "scb_tab1830"

EMPLOYED_BY_SECTOR, EMPLOYED_BY_INDUSTRY = "scb_tab2597", "scb_tab3784"
