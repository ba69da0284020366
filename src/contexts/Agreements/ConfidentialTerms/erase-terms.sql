CREATE OR REPLACE FUNCTION agreements.erase_terms(p_book text, p_agreement text, p_erased text[], p_classes text[], p_kept_classes text[], p_kept_keys bytea[], p_kept text[], p_kept_ciphertexts bytea[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
-- Erases confidential terms, in the transaction that seals the erasure: the keys of their classes go, and so does the secret that the agreement's causes were made with.
-- Terms of these classes that stay come back under new keys.
begin
    delete from agreements.confidential_key where book = p_book and agreement = p_agreement and (class = any(p_classes) or class = '');
    update agreements.confidential_term set ciphertext = null where book = p_book and digest = any(p_erased) and agreement = p_agreement;
    insert into agreements.confidential_key (book, agreement, class, wrapped)
    select p_book, p_agreement, k.class, k.wrapped from unnest(p_kept_classes, p_kept_keys) as k (class, wrapped);
    update agreements.confidential_term t set ciphertext = k.ciphertext
    from unnest(p_kept, p_kept_ciphertexts) as k (digest, ciphertext)
    where t.book = p_book and t.digest = k.digest and t.agreement = p_agreement;
end;
$function$;
