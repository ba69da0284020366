using Npgsql;

namespace Ledger.Http.Tests;

/// <summary>
/// Puts a database back to what earlier builds had: tables and functions of all contexts among the store's, owned by whom the host logs in as.
/// </summary>
internal static class EarlierLayout
{
    private const string Restore = """
        do $body$
        declare
            contexts constant text[] := array['access', 'agreements', 'audit', 'deployment', 'inventory', 'logistics', 'ordering'];
            it record;
        begin
            for it in
                select c.oid::regclass::text as name, c.relname as bare from pg_class c
                where c.relnamespace::regnamespace::text = any(contexts) and c.relkind = 'r'
            loop
                execute format('alter table %s set schema ledger', it.name);
                execute format('alter table ledger.%I owner to %I', it.bare, session_user);
                execute format('grant select, insert, update, delete, truncate on ledger.%I to ledger_app', it.bare);
                execute format('revoke all on ledger.%I from ledger_export', it.bare);
            end loop;
            for it in
                select p.oid::regprocedure::text as name, pg_get_functiondef(p.oid) as definition from pg_proc p
                where p.pronamespace::regnamespace::text = any(contexts)
            loop
                it.definition := regexp_replace(it.definition, '\m(access|agreements|audit|deployment|inventory|logistics|ordering)\.', 'ledger.', 'g');
                execute replace(replace(it.definition, ' SECURITY DEFINER', ''), E' SET search_path TO \'pg_catalog\', \'pg_temp\'\n', '');
                execute 'drop function ' || it.name;
            end loop;
            -- Effective times came later: the journal had the told ones.
            update ledger.journal j set effective = (e.data ->> 'occurredAt')::timestamptz from ledger.mt_events e where e.seq_id = j.position;
            drop table ledger.moved_before, ledger.effective_step, ledger.effective_time;
            drop schema access, agreements, audit, deployment, inventory, logistics, ordering;
        end $body$
        """;

    public static async Task RestoreAsync(string connection)
    {
        await using var owner = NpgsqlDataSource.Create(connection);
        await using var command = owner.CreateCommand(Restore);
        await command.ExecuteNonQueryAsync();
    }
}
