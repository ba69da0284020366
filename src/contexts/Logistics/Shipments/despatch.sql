CREATE OR REPLACE FUNCTION logistics.despatch_units(p_book text, p_order text, p_line integer, p_quantity bigint, p_ordered bigint)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
-- Counts what was shipped against an order line, in the transaction that records the shipment. The row is locked from here to the commit, so that of two
-- shipments that would exceed the line together, the second is refused. p_ordered is null where nothing is to be refused: what takes units back, or a rebuild.
declare
    total bigint;
begin
    insert into logistics.despatched as d (book, order_number, line, quantity) values (p_book, p_order, p_line, p_quantity)
    on conflict (book, order_number, line) do update set quantity = d.quantity + excluded.quantity
    returning d.quantity into total;
    if total > p_ordered then
        raise exception 'Line % of % calls for % units; with this shipment % would be shipped.', p_line, p_order, p_ordered, total using errcode = 'LG003';
    end if;
end;
$function$;
