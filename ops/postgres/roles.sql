-- The roles that a ledger confines itself to on a PostgreSQL that it does not run itself. An administrator runs this once a server:
--   psql -v owner=LOGIN -f ops/postgres/roles.sql
-- LOGIN is whom ConnectionStrings:Ledger logs in as: the owner of the ledger's database and tables, which changes the schema at each start and grants the roles what
-- they need of it. ledger_app adds to the history and cannot change it; ledger_sealer adds to the sealed log and cannot change that; ledger_export reads what belongs into
-- a bundle. The others own the tables of one context each, and nobody works as them but that context's functions. Who wants logins of their own for ledger_app and
-- ledger_sealer makes them members of the roles, with "alter role NAME set role = ledger_app", and names them in ConnectionStrings:LedgerApp and
-- ConnectionStrings:LedgerSealer: then not even a statement that resets the role leads back to the owner.
select format('create role %I nologin', wanted) from unnest(array['ledger_app', 'ledger_sealer', 'ledger_export',
    'ledger_access', 'ledger_agreements', 'ledger_audit', 'ledger_deployment', 'ledger_inventory', 'ledger_logistics', 'ledger_ordering']) wanted
where not exists (select from pg_roles where rolname = wanted) \gexec
-- Seeing when other sessions began is how the ledger knows that no event can appear any more below a position.
grant pg_read_all_stats, ledger_export to ledger_app;
grant ledger_app, ledger_sealer, ledger_export,
    ledger_access, ledger_agreements, ledger_audit, ledger_deployment, ledger_inventory, ledger_logistics, ledger_ordering to :"owner";
