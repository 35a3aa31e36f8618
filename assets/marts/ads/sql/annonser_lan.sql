-- Cleaned ads per county, occupation, sector and month, all counties; the months asked for only.
select
    'lan' as geo_niva,
    l.geo_kod,
    l.geo_namn,
    coalesce(ssyk4, 'okänt') as ssyk4,
    coalesce(af_yrkesomrade, 'okänt') as af_yrkesomrade,
    sektor,
    manad,
    count(*) as annonser_rensade,
    cast(sum(platser_hogst) as bigint) as platser_rensade,
    cast(sum(kvadrat) as bigint) as platser_rensade_kvadrat,
    count(*) filter (avslutad <= $followed) as annonser_foljda,
    count(*) filter (avslutad <= $followed and aterannonserad) as annonser_aterannonserade,
    cast(coalesce(sum(annonser_i_grupp) filter (avslutad <= $followed), 0) as bigint) as annonser_foljda_kvadrat,
    count(samma_rubrik_igen) filter (avslutad <= $followed) as annonser_foljda_med_rubrik,
    count(*) filter (avslutad <= $followed and samma_rubrik_igen) as annonser_samma_rubrik_igen,
    round(coalesce(sum(samma_rubrik_av_slump) filter (avslutad <= $followed), 0), 6) as vantade_samma_rubrik_igen,
    count(*) filter (avslutad >= publicerad) as annonser_med_slut,
    count(*) filter (avslutad >= publicerad and avslutad_uppskattad) as annonser_uppskattat_slut,
    cast(coalesce(sum(avslutad - publicerad) filter (avslutad >= publicerad), 0) as bigint) as annonsdagar,
    'raknad' as grund
from read_parquet($path)
join platser on angivna is not distinct from platser_i_annons
join arbetsgivare on nummer is not distinct from organisationsnummer and av_namn = bemanning_av_namn
join lan l on l.geo_kod = coalesce(substr(kommun_kod, 1, 2), lan_kod)
where coalesce(land_kod, '199') = '199' and manad >= $from_month and dubblett_av is null and not bemanning
group by all
