CREATE OR REPLACE FUNCTION audit.expect_declarable(p_book text, p_stream text, p_version bigint, p_correctives uuid[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
-- Called in the transaction that records a declaration: what it was decided on must still be so. Declarations of a book wait for each other, and nothing more is
-- recorded in the wrong event's stream until this one is committed. It runs in the caller's name, for it locks a stream, which is the store's.
declare
    at_version bigint;
begin
    perform pg_advisory_xact_lock(hashtextextended('declarations/' || p_book, 0));
    select version into at_version from ledger.mt_streams where tenant_id = p_book and id = p_stream for share;
    if at_version is distinct from p_version then
        raise exception 'Stream % has changed meanwhile.', p_stream using errcode = 'LG005';
    end if;
    if exists (select 1 from audit.declaration where event = any(p_correctives)) then
        raise exception 'A corrective event has been declared erroneous meanwhile.' using errcode = 'LG005';
    end if;
end;
$function$;
