CREATE OR REPLACE FUNCTION logistics.note_change(p_book text, p_order text, p_line integer, p_shipped bigint, p_change integer)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
-- An order line gives units back to the commitment, or takes more: noted in the transaction that records it. The row is locked from here to the commit, as
-- it is by a shipment. A shipment that came in between changed what was decided on, so that is decided anew.
declare
    shipped bigint;
begin
    insert into logistics.order_change as c (book, order_number, line, change) values (p_book, p_order, p_line, p_change)
    on conflict (book, order_number, line) do update set change = greatest(c.change, excluded.change);
    select quantity into shipped from logistics.despatched where book = p_book and order_number = p_order and line = p_line;
    if coalesce(shipped, 0) <> p_shipped then
        raise exception 'Units of line % of % were shipped meanwhile.', p_line, p_order using errcode = 'LG005';
    end if;
end;
$function$;
