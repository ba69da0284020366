CREATE OR REPLACE FUNCTION agreements.keep_terms(p_book text, p_agreement text, p_classes text[], p_keys bytea[], p_digests text[], p_digest_classes text[], p_ciphertexts bytea[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
-- Keeps confidential terms, in the transaction that records their digests. A key that is there by now was made by another command on the agreement: then this one is
-- decided anew, with that key.
declare
    made integer;
begin
    insert into agreements.confidential_key (book, agreement, class, wrapped)
    select p_book, p_agreement, k.class, k.wrapped from unnest(p_classes, p_keys) as k (class, wrapped)
    on conflict do nothing;
    get diagnostics made = row_count;
    if made <> cardinality(p_classes) then
        raise exception 'A key of agreement % was created by another command.', p_agreement using errcode = 'LG005';
    end if;
    insert into agreements.confidential_term (book, digest, agreement, class, ciphertext)
    select p_book, t.digest, p_agreement, t.class, t.ciphertext from unnest(p_digests, p_digest_classes, p_ciphertexts) as t (digest, class, ciphertext);
end;
$function$;
