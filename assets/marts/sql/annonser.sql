-- Ads per area, occupation and month. An ad without municipality is in the county's sum and in a row of its own.
with i_lanet as (
    select
        coalesce(kommun_kod, '') as kommun_kod,
        coalesce(ssyk4, 'okänt') as ssyk4,
        coalesce(af_yrkesomrade, 'okänt') as af_yrkesomrade,
        manad,
        platser
    from rader
    where coalesce(substr(kommun_kod, 1, 2), lan_kod) = $lan
      and coalesce(land_kod, '199') = '199'
),
per_omrade as (
    select g.geo_niva, g.geo_kod, g.geo_namn, r.*
    from i_lanet r join omraden g on g.kommun_kod = r.kommun_kod
    union all
    select 'lan', $lan, $lan_namn, r.* from i_lanet r
    union all
    select 'kommun_saknas', $lan, $lan_namn || ', kommun saknas', r.* from i_lanet r where r.kommun_kod = ''
)
select
    geo_niva, geo_kod, geo_namn, ssyk4, af_yrkesomrade, manad,
    count(*) as annonser,
    cast(sum(platser) as bigint) as annonserade_platser,
    case when geo_niva in ('kommun', 'kommun_saknas') then 'observerad' else 'raknad' end as grund
from per_omrade
group by all
