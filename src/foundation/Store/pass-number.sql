CREATE OR REPLACE FUNCTION ledger.pass_number(p_book text, p_kind text, p_folded text, p_from text, p_to text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
-- What was registered wrongly is registered anew under another number, and its GTIN becomes that one's. Called in the transaction that records it, before the
-- GTIN is claimed: one that belongs to anything else is refused then.
begin
    update ledger.number_in_use set number = p_to where book = p_book and kind = p_kind and folded = p_folded and number = p_from;
end;
$function$;
