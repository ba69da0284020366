CREATE OR REPLACE FUNCTION logistics.note_room(p_book text, p_order text, p_line integer, p_step text, p_told timestamp with time zone, p_quantity bigint)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
-- Notes that a step made room on an order line, for units that are told to have been shipped before it.
begin
    insert into logistics.room (book, order_number, line, step, told, quantity) values (p_book, p_order, p_line, p_step, p_told, p_quantity)
    on conflict do nothing;
end;
$function$;
