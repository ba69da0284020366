-- Earlier builds did not note which numbers are in use in whatever case. All that a ledger holds are noted once, with the table. Where it holds two that differ only
-- in case, or a GTIN or GLN twice, one of them is noted; both go on as before. Nor did they note who gave a number: that is who recorded the document.
do $$
begin
    if to_regclass('ledger.mt_events') is null
        or exists (select from information_schema.columns where table_schema = 'ledger' and table_name = 'number_in_use' and column_name = 'giver') then
        return;
    end if;

    if to_regclass('ledger.number_in_use') is null then
        create table ledger.number_in_use (
            book varchar not null, kind varchar not null, folded varchar not null, number varchar not null,
            constraint pkey_number_in_use_book_kind_folded primary key (book, kind, folded));
        insert into ledger.number_in_use (book, kind, folded, number)
        select tenant_id, replace(split_part(id, '/', 1), 'rack-model', 'model'), lower(substr(id, strpos(id, '/') + 1)), min(substr(id, strpos(id, '/') + 1))
        from ledger.mt_streams
        where split_part(id, '/', 1) in
            ('order', 'batch', 'agreement', 'product', 'site', 'rack', 'rack-model', 'inspection', 'return', 'scrap', 'count')
        group by 1, 2, 3;
        if to_regclass('ledger.document_number') is not null then
            insert into ledger.number_in_use (book, kind, folded, number)
            select book, kind, lower(number), min(number) from ledger.document_number group by 1, 2, 3 on conflict do nothing;
        end if;
        insert into ledger.number_in_use (book, kind, folded, number)
        select tenant_id, 'gtin', lpad(data ->> 'gtin', 14, '0'), min(data ->> 'product') from ledger.mt_events
        where type = 'agreements.product-registered.v1' and data ->> 'gtin' is not null group by 1, 3;
        insert into ledger.number_in_use (book, kind, folded, number)
        select tenant_id, 'gln', data ->> 'gln', min(data ->> 'site') from ledger.mt_events
        where type = 'agreements.site-registered.v1' and data ->> 'gln' is not null group by 1, 3;
    end if;

    drop function if exists ledger.claim_number(text, text, text, text);
    alter table ledger.number_in_use add column said varchar, add column giver varchar;
    update ledger.number_in_use set said = split_part(folded, ':', -1);
    if not exists (select from information_schema.columns where table_schema = 'ledger' and table_name = 'mt_events' and column_name = 'user_name') then
        return;
    end if;

    -- The document is the first event of its stream.
    update ledger.number_in_use n set giver = nullif(split_part(e.user_name, '/', 1), '')
    from ledger.mt_events e
    where e.tenant_id = n.book and e.version = 1 and e.stream_id in (n.kind || '/' || n.number, 'proposals/' || n.number)
        and n.kind in ('order', 'batch', 'agreement', 'rack', 'inspection', 'return', 'scrap', 'count')
        and (n.kind = 'agreement' or e.stream_id not like 'proposals/%');
    -- Or an event of another document's stream, which holds the number.
    if to_regclass('ledger.document_number') is not null then
        update ledger.number_in_use n set giver = nullif(split_part(e.user_name, '/', 1), '')
        from ledger.document_number d join ledger.mt_events e on e.tenant_id = d.book and e.stream_id = d.stream and e.data ->> d.kind = d.number
        where n.book = d.book and n.kind = d.kind and n.number = d.number;
    end if;
    update ledger.number_in_use n set giver = nullif(split_part(e.user_name, '/', 1), '')
    from ledger.mt_events e
    where n.kind like '% %' and e.tenant_id = n.book and e.stream_id = split_part(n.kind, ' ', 1) and e.data ->> split_part(n.kind, ' ', 2) = n.number;
end
$$
