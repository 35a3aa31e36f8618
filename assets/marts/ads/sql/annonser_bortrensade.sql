-- The county's ads that repeat an earlier one.
select
    annons_id, dubblett_av, geo_niva, geo_kod, geo_namn, publicerad, manad, ssyk4, sektor, platser as platser_i_annons
from read_parquet($path) as annons
join platser on angivna is not distinct from annons.platser_i_annons
join arbetsgivare on nummer is not distinct from organisationsnummer and av_namn = bemanning_av_namn
join omraden on omraden.kommun_kod = annons.kommun_kod and geo_niva = 'kommun'
where dubblett_av is not null
