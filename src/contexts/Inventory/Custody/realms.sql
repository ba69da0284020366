-- Earlier builds kept the units of all live books in one realm, so that a serial that one book had was refused in every other; still earlier ones had no realm.
-- Now each book is a realm. That build had the serial alone in its index, by which it is known; afterwards nothing is looked for again.
-- All of it is done or nothing, and the rows are written once: only the last step makes the index of the serials anew.
do $$
begin
    if (select indnatts from pg_index where indexrelid = to_regclass('inventory.ix_unit_serial')) is distinct from 1 then
        return;
    end if;

    drop index inventory.ix_unit_serial;
    alter table inventory.unit add column if not exists realm text not null default '';
    update inventory.unit set realm = book where realm = '';
    alter table inventory.unit alter column realm drop default;
    if exists (select from pg_constraint where conrelid = 'inventory.unit'::regclass and conname = 'pkey_unit_product_serial') then
        alter table inventory.unit drop constraint pkey_unit_product_serial;
        alter table inventory.unit add constraint pkey_unit_product_serial_realm primary key (product, serial, realm);
    end if;

    create index ix_unit_serial on inventory.unit using btree (serial, realm);
end
$$
