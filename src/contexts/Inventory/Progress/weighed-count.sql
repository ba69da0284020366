-- How the weights of units that are in some conditions add up over effective time. At a moment counts all that takes effect by then.
with delta as (
    select j.effective, j.position, j.recorded,
        sum(j.quantity * w.weight
            * ((split_part(j.to_account, '/', 2) = any($5))::int - (split_part(j.from_account, '/', 2) = any($5))::int)) as weight
    from inventory.journal j join unnest($2::text[], $3::text[], $4::numeric[]) w (line, product, weight) on w.line = j.line and w.product = j.product
    where j.book = $1 and ($7::timestamptz is null or j.effective < $7)
    group by j.effective, j.position, j.recorded),
running as (
    select *, sum(weight) over (order by effective) as total from delta where weight <> 0),
above as (
    select max(effective) as last from running where total >= $6),
below as (
    select max(effective) as last from running where total < $6),
rose as (
    select position, effective, recorded from running
    where weight > 0 and total >= $6 and effective > coalesce((select last from below), '-infinity') order by effective, position desc limit 1),
fell as (
    select position, effective, recorded from running
    where weight < 0 and total < $6 and effective > (select last from above) order by effective, position desc limit 1)
select coalesce((select sum(weight) from delta), 0), rose.position, rose.effective, rose.recorded, fell.position, fell.effective, fell.recorded,
    (select max(effective) from delta)
from (select) one left join rose on true left join fell on true
