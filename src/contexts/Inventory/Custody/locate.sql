CREATE OR REPLACE FUNCTION inventory.locate_units(p_book text, p_product text, p_serials text[])
 RETURNS TABLE(serial character varying, account character varying, line character varying)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
-- Where units are. Found by serial whatever the statistics say, as in move_units.
select u.serial, u.account, u.line from inventory.unit u
where u.product || '' = p_product and u.serial = any(p_serials) and u.realm = p_book
$function$;
