CREATE OR REPLACE FUNCTION ledger.claim_number(p_book text, p_kind text, p_folded text, p_number text, p_giver text, p_is_new boolean)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
-- Who reads two numbers that differ only in case takes them for one, and so does many a system; two products with one GTIN are one to every scanner.
-- Called in the transaction that records the number, so that of two at once the second waits. One that was held to be new is decided anew then: another party
-- may have given it. Else the same number again is for others to judge.
declare
    owner text;
begin
    insert into ledger.number_in_use (book, kind, folded, number, said, giver)
    values (p_book, p_kind, p_folded, p_number, split_part(p_folded, ':', -1), nullif(p_giver, '')) on conflict do nothing;
    if not found then
        select number into owner from ledger.number_in_use where book = p_book and kind = p_kind and folded = p_folded;
        if p_is_new then
            raise exception 'The number % was given a moment ago.', p_number using errcode = 'LG005';
        elsif owner <> p_number and p_kind in ('gtin', 'gln') then
            raise exception 'The % belongs to % already. Leave it out, or correct it.', upper(p_kind), owner using errcode = 'LG007';
        elsif owner <> p_number then
            raise exception '% differs only in case from %, which exists. Choose another one.', p_number, owner using errcode = 'LG006';
        end if;
    end if;
end;
$function$;
