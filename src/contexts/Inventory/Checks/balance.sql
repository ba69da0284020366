-- Everything below is read in one snapshot. Custody is committed with its events, the journal follows; so what the journal has not posted yet is added from the events.
with reached as (
    select coalesce(max(last_seq_id), 0) as position from ledger.mt_event_progression where name = 'Journal:All'),
leg as (
    select j.position, j.movement, j.effective, j.product, j.line, j.to_account as account, j.quantity from inventory.journal j where j.book = $1
    union all
    select j.position, j.movement, j.effective, j.product, j.line, j.from_account, -j.quantity from inventory.journal j where j.book = $1),
pending as (
    select m ->> 'product' as product, m ->> 'from' as from_account, m ->> 'to' as to_account, jsonb_array_length(m -> 'serials')::bigint as quantity
    from ledger.mt_events e cross join lateral jsonb_array_elements(e.data -> 'movements') m
    where e.tenant_id = $1 and e.seq_id > (select position from reached) and e.data ? 'movements'),
expected as (
    select product, account, sum(quantity) as quantity
    from (
        select product, account, quantity from leg
        union all select product, to_account, quantity from pending
        union all select product, from_account, -quantity from pending) all_legs
    group by product, account),
running as (
    select account, product, position, sum(quantity) over (partition by product, account order by position, movement) as balance from leg where account <> 'origin'),
-- At an effective moment counts what had happened by then, whatever the order in which it was told.
effective_running as (
    select account, product, effective, sum(quantity) over (partition by product, account order by effective) as balance from leg where account <> 'origin'),
line_running as (
    select line, split_part(account, '/', 2) as condition, product, effective,
        sum(quantity) over (partition by product, line, split_part(account, '/', 2) order by effective) as balance
    from leg where line is not null and account not like '%/inventory'),
custody as (
    select product, account, count(*)::bigint as quantity from inventory.unit where book = $1 group by product, account),
kept as (
    select product, account, quantity from inventory.balance where book = $1)
select
    (select position from reached) as position,
    (select coalesce(sum(quantity), 0) from expected where account <> 'origin')::bigint as units,
    array(select format('%s: accounts sum to %s', product, sum(quantity)) from expected group by product having sum(quantity) <> 0 order by product limit 20) as sums,
    array(select format('%s %s: %s at position %s', product, account, balance, position) from running where balance < 0 order by position limit 20)
        || array(
            select format('%s %s: %s at the effective time %s', product, account, balance, to_char(effective at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
            from effective_running where balance < 0 order by effective limit 20)
        || array(
            select format('%s %s of line %s: %s at the effective time %s', product, condition, line, balance, to_char(effective at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
            from line_running where balance < 0 order by effective limit 20) as negatives,
    array(
        select format('%s %s: journal %s, custody %s', coalesce(e.product, c.product), coalesce(e.account, c.account), coalesce(e.quantity, 0), coalesce(c.quantity, 0))
        from (select * from expected where account <> 'origin' and quantity <> 0) e full join custody c using (product, account)
        where coalesce(e.quantity, 0) <> coalesce(c.quantity, 0) order by 1 limit 20) as disagreements,
    array(
        select format('%s %s: journal %s, kept balance %s', coalesce(l.product, k.product), coalesce(l.account, k.account), coalesce(l.quantity, 0), coalesce(k.quantity, 0))
        from (select product, account, sum(quantity) as quantity from leg group by product, account) l full join kept k using (product, account)
        where coalesce(l.quantity, 0) <> coalesce(k.quantity, 0) order by 1 limit 20) as stale
