CREATE OR REPLACE FUNCTION ledger.claim_document(p_book text, p_kind text, p_number text, p_stream text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
-- A document's number is used once in its book, for ever. Called in the transaction that records the document, so that of two at once the second waits and is refused.
begin
    insert into ledger.document_number (book, kind, number, stream) values (p_book, p_kind, p_number, p_stream) on conflict do nothing;
    if not found then
        raise exception 'The number % was used for another document before.', p_number using errcode = 'LG004';
    end if;
end;
$function$;
