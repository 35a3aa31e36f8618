-- Ads per area, occupation, sector and month. An ad without municipality is in the county's sum and in a row of its own.
with per_kommun as (
    select
        coalesce(kommun_kod, '') as kommun_kod,
        coalesce(substr(kommun_kod, 1, 2), lan_kod, '') as lan_kod,
        coalesce(ssyk4, 'okänt') as ssyk4,
        coalesce(af_yrkesomrade, 'okänt') as af_yrkesomrade,
        sektor,
        manad,
        count(*) as annonser,
        sum(platser) as annonserade_platser,
        count(dubblett_av) as annonser_dubbletter,
        count(*) filter (rensad) as annonser_rensade,
        coalesce(sum(platser_hogst) filter (rensad), 0) as platser_rensade,
        coalesce(sum(platser) filter (rensad), 0) as platser_rensade_utan_tak,
        coalesce(sum(kvadrat) filter (rensad), 0) as platser_rensade_kvadrat,
        count(*) filter (rensad and tillsvidare) as annonser_tillsvidare,
        coalesce(sum(platser_hogst) filter (rensad and tillsvidare), 0) as platser_tillsvidare,
        count(*) filter (bemanning and dubblett_av is null) as annonser_bemanning,
        coalesce(sum(platser_hogst) filter (bemanning and dubblett_av is null), 0) as platser_bemanning,
        count(*) filter (rensad and avslutad <= $followed) as annonser_foljda,
        count(*) filter (rensad and avslutad <= $followed and aterannonserad) as annonser_aterannonserade,
        coalesce(sum(annonser_i_grupp) filter (rensad and avslutad <= $followed), 0) as annonser_foljda_kvadrat,
        count(samma_rubrik_igen) filter (rensad and avslutad <= $followed) as annonser_foljda_med_rubrik,
        count(*) filter (rensad and avslutad <= $followed and samma_rubrik_igen) as annonser_samma_rubrik_igen,
        coalesce(sum(samma_rubrik_av_slump) filter (rensad and avslutad <= $followed), 0) as vantade_samma_rubrik_igen,
        count(*) filter (rensad and avslutad >= publicerad) as annonser_med_slut,
        count(*) filter (rensad and avslutad >= publicerad and avslutad_uppskattad) as annonser_uppskattat_slut,
        coalesce(sum(avslutad - publicerad) filter (rensad and avslutad >= publicerad), 0) as annonsdagar
    from (
        select *, dubblett_av is null and not bemanning as rensad
        from read_parquet($path)
        join platser on angivna is not distinct from platser_i_annons
        join arbetsgivare on nummer is not distinct from organisationsnummer and av_namn = bemanning_av_namn
    )
    where coalesce(land_kod, '199') = '199'
    group by all
),
i_lanet as (
    select * from per_kommun where lan_kod = $lan
),
hela_manader as (
    select manad from per_kommun where lan_kod in (select unnest($lanen)) group by manad having count(distinct lan_kod) = len($lanen)
),
per_omrade as (
    select g.geo_niva, g.geo_kod, g.geo_namn, r.* from i_lanet r join omraden g on g.kommun_kod = r.kommun_kod
    union all by name
    select 'lan' as geo_niva, $lan as geo_kod, $lan_namn as geo_namn, * from i_lanet
    union all by name
    select 'kommun_saknas' as geo_niva, $lan as geo_kod, $lan_namn || ', kommun saknas' as geo_namn, *
    from i_lanet where kommun_kod = ''
    union all by name
    -- The nation is the sum of the counties: in a month when one of them has no ads it is not known.
    select 'riket' as geo_niva, $riket as geo_kod, 'Riket' as geo_namn, per_kommun.* from per_kommun join hela_manader using (manad)
)
select
    geo_niva, geo_kod, geo_namn, ssyk4, af_yrkesomrade, sektor, manad,
    cast(sum(columns('^(annons|platser)')) as bigint),
    cast(sum(annonser) as bigint) as annonser_publicerade,
    cast(sum(annonserade_platser) as bigint) as platser_publicerade,
    round(sum(vantade_samma_rubrik_igen), 6) as vantade_samma_rubrik_igen,
    case when geo_niva in ('kommun', 'kommun_saknas') then 'observerad' else 'raknad' end as grund
from per_omrade
group by all
