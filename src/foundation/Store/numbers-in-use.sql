-- Earlier builds did not note which numbers are in use in whatever case. All that a ledger holds are noted once, with the table. Where it holds two that differ only
-- in case, or a GTIN or GLN twice, one of them is noted; both go on as before.
do $$
begin
    if to_regclass('ledger.mt_events') is null or to_regclass('ledger.number_in_use') is not null then
        return;
    end if;

    create table ledger.number_in_use (
        book varchar not null, kind varchar not null, folded varchar not null, number varchar not null,
        constraint pkey_number_in_use_book_kind_folded primary key (book, kind, folded));
    insert into ledger.number_in_use (book, kind, folded, number)
    select tenant_id, replace(split_part(id, '/', 1), 'rack-model', 'model'), lower(substr(id, strpos(id, '/') + 1)), min(substr(id, strpos(id, '/') + 1))
    from ledger.mt_streams where split_part(id, '/', 1) in ('order', 'batch', 'agreement', 'product', 'site', 'rack', 'rack-model', 'inspection', 'return')
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
end
$$
