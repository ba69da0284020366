-- At which effective moments more had been shipped on an order line than it called for. What the journal has not posted yet has no effective time, and waits.
with reached as (
    select coalesce(max(last_seq_id), 0) as position from ledger.mt_event_progression where name = 'Journal:All'),
fact as (
    select e.type, e.data, coalesce(t.effective, (e.data ->> 'occurredAt')::timestamptz) as effective,
        (select coalesce(sum(jsonb_array_length(m -> 'serials')), 0) from jsonb_array_elements(e.data -> 'movements') m) as units,
        (select coalesce(sum(jsonb_array_length(m -> 'serials')), 0) from jsonb_array_elements(e.data -> 'movements') m where m ? 'line') as counted
    from ledger.mt_events e left join ledger.effective_time t on t.position = e.seq_id
    where e.tenant_id = $1 and e.seq_id <= (select position from reached) and e.type in (
        'logistics.batch-shipped.v1', 'logistics.units-attributed.v1', 'logistics.shipment-voided.v1', 'logistics.units-written-off.v1',
        'logistics.units-taken-back.v1', 'logistics.units-returned.v1', 'logistics.return-cancelled.v1', 'logistics.return-credited.v1')),
change as (
    select data ->> 'order' as order_number, (data ->> 'orderLine')::int as line, effective, (data ->> 'orderedUnits')::bigint as ordered,
        case type
            when 'logistics.batch-shipped.v1' then units
            when 'logistics.units-attributed.v1' then units
            when 'logistics.units-taken-back.v1' then -counted
            else -units end as units
    from fact where data ? 'order'
    union all
    select o ->> 'order', (o ->> 'orderLine')::int, effective, (o ->> 'orderedUnits')::bigint,
        case type when 'logistics.units-returned.v1' then -1 else 1 end * (o ->> 'quantityUnits')::bigint
    from fact cross join jsonb_array_elements(case jsonb_typeof(data -> 'orders') when 'array' then data -> 'orders' else '[]' end) o),
running as (
    select order_number, line, effective, sum(units) over so_far as shipped, max(ordered) over so_far as ordered
    from change window so_far as (partition by order_number, line order by effective))
select distinct on (effective, order_number, line)
    format('line %s of order %s: %s shipped of %s at the effective time %s',
        line, order_number, shipped, ordered, to_char(effective at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
from running where shipped > ordered order by effective, order_number, line limit 20
