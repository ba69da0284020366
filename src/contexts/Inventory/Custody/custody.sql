CREATE OR REPLACE FUNCTION inventory.move_units(p_book text, p_event uuid, p_product text, p_line text, p_from text, p_to text, p_serials text[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
-- The custody guard: moves units of one product from one account to another, all of them or none.
-- Called inside the transaction that records the event, so that a refusal leaves nothing behind.
-- Units are always found by serial. While statistics lag behind a load, the planner would rather read the whole table, or every unit of a product or an account:
-- so sequential scans are off, and everything else is compared in a way that no index serves. Only the realm is not: it says whose serial it is, and stands beside
-- the serial in the index, so that rows of other books with the same serial are not even read. It is the book; no other index begins with it.
declare
    moved integer;
    refused text[];
begin
    if p_from = 'origin' then
        insert into inventory.unit (product, serial, realm, book, account, line, trail)
        select p_product, s, p_book, p_book, p_to, p_line, array[p_event] from unnest(p_serials) s order by s
        on conflict do nothing;
        get diagnostics moved = row_count;
        if moved <> cardinality(p_serials) then
            select array_agg(s order by s) into refused
            from unnest(p_serials) s join inventory.unit u on u.product = p_product and u.serial = s and u.realm = p_book and u.trail[1] <> p_event;
            -- None differs only when the very event was posted before: then all of them are refused.
            refused := coalesce(refused, p_serials);
            raise exception '% of % units of % are registered already.', cardinality(refused), cardinality(p_serials), p_product
                using errcode = 'LG001', hint = cardinality(refused)::text, detail = array_to_string(refused[1:20], E'\n');
        end if;
        return;
    end if;

    -- Locked in the order of serials, so that two commands over the same units queue and never deadlock.
    perform 1 from (
        select 1 from inventory.unit
        where product || '' = p_product and serial = any(p_serials) and realm = p_book and account || '' = p_from
        order by serial for update) locked;
    with left_behind as (
        update inventory.unit
        set account = p_to,
            line = case when split_part(p_to, '/', 2) in ('inventory', 'returning', 'notReturned', 'returned', 'writtenOff', 'scrapped') then null else p_line end,
            trail = trail || p_event
        where product || '' = p_product and serial = any(p_serials) and realm = p_book and account || '' = p_from
            and coalesce(line, p_line) is not distinct from p_line
        returning trail[cardinality(trail) - 1] as event),
    noted as (
        insert into inventory.moved_before (book, event, before) select distinct p_book, p_event, event from left_behind on conflict do nothing)
    select count(*) into moved from left_behind;
    if moved <> cardinality(p_serials) then
        select array_agg(s order by s) into refused
        from unnest(p_serials) s
        where not exists (
            select 1 from inventory.unit u
            where u.product = p_product and u.serial = s and u.realm = p_book and u.account = p_to and u.trail[cardinality(u.trail)] = p_event);
        refused := coalesce(refused, p_serials);
        raise exception '% of % units of % are not at %.', cardinality(refused), cardinality(p_serials), p_product, p_from
            using errcode = 'LG002', hint = cardinality(refused)::text, detail = array_to_string(refused[1:20], E'\n');
    end if;
end;
$function$;
