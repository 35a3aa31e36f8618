-- Employers behind the county's cleaned ads per area, occupation and sector, and the posts of the largest of them.
with per_kommun as (
    select coalesce(kommun_kod, '') as kommun_kod, yrke_kod, sektor, organisationsnummer, sum(platser_hogst) as platser
    from read_parquet($path) a
    join platser on angivna is not distinct from platser_i_annons
    join arbetsgivare on nummer is not distinct from organisationsnummer and av_namn = bemanning_av_namn
    join yrken y on y.ssyk4 = coalesce(a.ssyk4, 'okänt')
    where coalesce(land_kod, '199') = '199'
        and coalesce(substr(kommun_kod, 1, 2), lan_kod, '') = $lan
        and manad between $fran and $till
        and dubblett_av is null
        and not bemanning
    group by all
),
per_omrade as (
    select g.geo_kod, r.* from per_kommun r join omraden g on g.kommun_kod = r.kommun_kod and g.geo_niva = 'delregion'
    union all by name
    select $lan as geo_kod, * from per_kommun
),
per_arbetsgivare as (
    select geo_kod, yrke_kod, sektor, organisationsnummer, sum(platser) as platser from per_omrade group by all
)
select geo_kod, yrke_kod, sektor, count(*) as arbetsgivare, cast(max(platser) as bigint) as storsta
from per_arbetsgivare
group by all
