-- Posts in ads that are out on the middle day of each quarter, per county and sector; staffing agencies' are left out.
select
    l.geo_kod,
    sektor,
    kvartal,
    cast(sum(platser_hogst) as bigint) as platser
from read_parquet($path)
join platser on angivna is not distinct from platser_i_annons
join arbetsgivare on nummer is not distinct from organisationsnummer and av_namn = bemanning_av_namn
join lan l on l.geo_kod = coalesce(substr(kommun_kod, 1, 2), lan_kod)
join kvartal on publicerad <= dag and coalesce(avslutad, publicerad) >= dag
where coalesce(land_kod, '199') = '199' and dubblett_av is null and not bemanning
group by all
