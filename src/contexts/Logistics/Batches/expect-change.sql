CREATE OR REPLACE FUNCTION logistics.expect_change(p_book text, p_order text, p_line integer, p_change integer)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
-- A shipment was decided on an order line as it was after a change to the order. If there has been another one since, it is decided anew.
declare
    noted integer;
begin
    insert into logistics.order_change as c (book, order_number, line, change) values (p_book, p_order, p_line, 0)
    on conflict (book, order_number, line) do update set change = c.change
    returning c.change into noted;
    if noted > p_change then
        raise exception 'Line % of % has changed meanwhile.', p_line, p_order using errcode = 'LG005';
    end if;
end;
$function$;
