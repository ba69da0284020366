-- Everything below is read in one snapshot. Custody is committed with its events, the journal follows; so what the journal has not posted yet is added from the events.
with reached as (
    select coalesce(max(last_seq_id), 0) as position from ledger.mt_event_progression where name = 'Journal:All'),
leg as (
    select j.position, j.movement, j.product, j.to_account as account, j.quantity from inventory.journal j where j.book = $1
    union all
    select j.position, j.movement, j.product, j.from_account, -j.quantity from inventory.journal j where j.book = $1),
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
custody as (
    select product, account, count(*)::bigint as quantity from inventory.unit where book = $1 group by product, account),
kept as (
    select product, account, quantity from inventory.balance where book = $1)
select
    (select position from reached) as position,
    (select coalesce(sum(quantity), 0) from expected where account <> 'origin')::bigint as units,
    array(select format('%s: accounts sum to %s', product, sum(quantity)) from expected group by product having sum(quantity) <> 0 order by product limit 20) as sums,
    array(select format('%s %s: %s at position %s', product, account, balance, position) from running where balance < 0 order by position limit 20) as negatives,
    array(
        select format('%s %s: journal %s, custody %s', coalesce(e.product, c.product), coalesce(e.account, c.account), coalesce(e.quantity, 0), coalesce(c.quantity, 0))
        from (select * from expected where account <> 'origin' and quantity <> 0) e full join custody c using (product, account)
        where coalesce(e.quantity, 0) <> coalesce(c.quantity, 0) order by 1 limit 20) as disagreements,
    array(
        select format('%s %s: journal %s, kept balance %s', coalesce(l.product, k.product), coalesce(l.account, k.account), coalesce(l.quantity, 0), coalesce(k.quantity, 0))
        from (select product, account, sum(quantity) as quantity from leg group by product, account) l full join kept k using (product, account)
        where coalesce(l.quantity, 0) <> coalesce(k.quantity, 0) order by 1 limit 20) as stale
