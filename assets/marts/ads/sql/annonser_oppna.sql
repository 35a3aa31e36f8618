-- Open ads per area, occupation, sector and day. An ad without municipality is in the county's sum and in a row of its own.
with i_lanet as (
    select
        coalesce(r.kommun_kod, '') as kommun_kod,
        coalesce(r.ssyk4, 'okänt') as ssyk4,
        coalesce(r.af_yrkesomrade, 'okänt') as af_yrkesomrade,
        sektor,
        d.dag,
        d.preliminar,
        platser_hogst as platser,
        kvadrat,
        r.dubblett_av is null and not bemanning as rensad
    from rader r
    join dagar d on r.publicerad <= d.dag and (r.stangd is null or r.stangd > d.dag)
    join arbetsgivare on nummer is not distinct from r.organisationsnummer and av_namn = r.bemanning_av_namn
    join platser on angivna is not distinct from r.platser_i_annons
    where coalesce(substr(r.kommun_kod, 1, 2), r.lan_kod) = $lan
      and coalesce(r.land_kod, '199') = '199'
),
per_omrade as (
    select g.geo_niva, g.geo_kod, g.geo_namn, i.*
    from i_lanet i join omraden g on g.kommun_kod = i.kommun_kod
    union all
    select 'lan', $lan, $lan_namn, i.* from i_lanet i
    union all
    select 'kommun_saknas', $lan, $lan_namn || ', kommun saknas', i.* from i_lanet i where i.kommun_kod = ''
)
select
    geo_niva, geo_kod, geo_namn, ssyk4, af_yrkesomrade, sektor, dag, preliminar,
    count(*) as oppna_annonser,
    cast(sum(platser) as bigint) as platser_i_oppna,
    count(*) filter (rensad) as oppna_rensade,
    cast(coalesce(sum(platser) filter (rensad), 0) as bigint) as platser_i_oppna_rensade,
    cast(coalesce(sum(kvadrat) filter (rensad), 0) as bigint) as platser_i_oppna_rensade_kvadrat,
    case when geo_niva in ('kommun', 'kommun_saknas') then 'observerad' else 'raknad' end as grund
from per_omrade
group by all
