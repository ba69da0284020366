using System.Text;
using Ledger.Sealing.Entries;
using Ledger.Verification.Findings;

namespace Ledger.Audit.Tests.Verification;

/// <summary>Somebody who holds the database changed the event table under a log that is as it was sealed. The views were left as they are.</summary>
public class Tampered_rows
{
    private const int Order = 2;
    private const int Shipment = 6;
    private const int Receipt = 8;

    private readonly Signers _signers = new();
    private readonly Deal _deal = Deal.Small();

    [Fact]
    public async Task A_changed_payload() =>
        await MustTellAsync(Rule.D1, Order, "/data/lines/0/quantity", Change(Order, e => e with { Data = Text(e, "\"quantity\": 5", "\"quantity\": 6") }));

    [Fact]
    public async Task A_changed_type() => await MustTellAsync(Rule.D1, Receipt, "/type", Change(Receipt, e => e with { Type = "logistics.batch-arrived.v1" }));

    [Fact]
    public async Task A_type_in_other_case() =>
        await MustTellAsync(Rule.D1, Receipt, "/type", Change(Receipt, e => e with { Type = "logistics.Batch-received.v1" }));

    [Fact]
    public async Task A_changed_user() => await MustTellAsync(Rule.D1, Shipment, "/by", Change(Shipment, e => e with { By = "CUS/erp" }));

    [Fact]
    public async Task A_user_that_was_taken_away() => await MustTellAsync(Rule.D1, Shipment, "/by", Change(Shipment, e => e with { By = null }));

    [Fact]
    public async Task A_user_that_became_empty() => await MustTellAsync(Rule.D1, Shipment, "/corr", Change(Shipment, e => e with { Correlation = "" }));

    [Fact]
    public async Task A_changed_tenant() => await MustTellAsync(Rule.D1, Shipment, "/tenant", Change(Shipment, e => e with { Tenant = "other" }));

    [Fact]
    public async Task A_changed_time() => await MustTellAsync(Rule.D1, Shipment, "/at", Change(Shipment, e => e with { At = e.At.AddMicroseconds(1) }));

    [Fact]
    public async Task A_changed_version() => await MustTellAsync(Rule.D1, Shipment, "/version", Change(Shipment, e => e with { Version = 3 }));

    [Fact]
    public async Task A_changed_sequence_number() => await MustTellAsync(Rule.D1, Shipment, "/seq", Change(Shipment, e => e with { Position = 99 }));

    [Fact]
    public async Task A_changed_id() => await MustTellAsync(Rule.D1, Shipment, "/id", Change(Shipment, e => e with { Id = Guid.NewGuid() }));

    [Fact]
    public async Task A_changed_cause() => await MustTellAsync(Rule.D1, Shipment, "/cause", Change(Shipment, e => e with { Cause = "other" }));

    [Fact]
    public async Task A_header_that_was_added() =>
        await MustTellAsync(Rule.D1, Shipment, "/headers", Change(Shipment, e => e with { Headers = "{}"u8.ToArray() }));

    [Fact]
    public async Task An_event_that_was_moved_to_another_stream() =>
        await MustTellAsync(Rule.D1, Shipment, "/stream", Change(Shipment, e => e with { Stream = "batch/B-2" }));

    [Fact]
    public async Task A_number_that_is_written_otherwise() =>
        await MustTellAsync(Rule.D1, Order, "1.0", Change(Order, e => e with { Data = Text(e, "\"agreementLine\": 1", "\"agreementLine\": 1.0") }));

    [Fact]
    public async Task Letters_that_look_the_same() => await MustTellAsync(Rule.D1, 0, "/data/name", Change(0, e => e with { Data = Text(e, "é", "e\u0301") }));

    [Fact]
    public async Task A_member_that_was_added() =>
        await MustTellAsync(Rule.D1, 3, "/data/note", Change(3, e => e with { Data = Text(e, "{", "{\"note\": null, ") }));

    [Fact]
    public async Task A_member_that_is_there_twice() =>
        await MustTellAsync(Rule.D1, 3, "", Change(3, e => e with { Data = Text(e, "{", "{\"occurredAt\": \"2026-11-02T00:00:00+00:00\", ") }));

    [Fact]
    public async Task A_deleted_row() => await MustTellAsync(Rule.D1, Shipment, "it was deleted", [.. _deal.Events.Where((_, i) => i != Shipment)]);

    [Fact]
    public async Task A_row_that_became_a_tombstone() =>
        await MustTellAsync(Rule.D1, Shipment, "/type", Change(Shipment, e => e with { Type = "tombstone", Stream = "mt_tombstone" }));

    [Fact]
    public async Task Two_rows_that_changed_places_with_their_ids()
    {
        var (a, b) = (_deal.Events[4], _deal.Events[5]);
        var rows = Change(4, e => b with { Position = e.Position });
        rows[5] = a with { Position = b.Position };
        (await MustTellAsync(Rule.D1, 4, "/seq", rows)).MustTell(Rule.D1, 5, "/seq");
    }

    [Fact]
    public async Task Two_rows_whose_ids_changed_places()
    {
        var rows = Change(4, e => e with { Id = _deal.Events[5].Id });
        rows[5] = rows[5] with { Id = _deal.Events[4].Id };
        (await MustTellAsync(Rule.D1, 4, "", rows)).MustTell(Rule.D1, 5);
    }

    [Fact]
    public async Task A_row_that_was_written_twice() => await MustTellAsync(Rule.D1, Shipment, "one row", [.. _deal.Events, _deal.Events[Shipment]]);

    [Fact]
    public async Task A_row_that_was_inserted_and_dated_back()
    {
        var inserted = _deal.Events[Receipt] with { Position = 13, Id = Guid.NewGuid(), Version = 4, At = Deal.At(-3600) };
        var report = await VerifyAsync([.. _deal.Events, inserted]);
        Assert.Contains(report.MustTell(Rule.D2).Findings, f => f.Rule == Rule.D2 && f.Leaf is { Index: null, Seq: 13 });
    }

    [Fact]
    public async Task A_row_that_was_inserted_into_a_stream_s_past()
    {
        var inserted = _deal.Events[Receipt] with { Position = 13, Id = Guid.NewGuid(), Version = 2 };
        Assert.Contains((await VerifyAsync([.. _deal.Events, inserted])).Findings, f => f.Rule == Rule.L4 && f.Leaf is { Seq: 13 });
    }

    [Fact]
    public async Task A_row_that_is_archived() =>
        (await Bundle(_deal.Events).Replace("events.csv", "false,Clr.logistics.batch-shipped.v1", "true,Clr.logistics.batch-shipped.v1").VerifyAsync(_signers))
            .MustTell(Rule.D3, Shipment, "archived");

    [Fact]
    public async Task A_row_with_binary_data() =>
        (await Bundle(_deal.Events).Replace("events.csv", "Clr.ordering.order-placed.v1,false", "Clr.ordering.order-placed.v1,true").VerifyAsync(_signers))
            .MustTell(Rule.D3, Order, "binary");

    [Fact]
    public async Task A_row_with_another_CLR_type()
    {
        var bundle = Bundle(_deal.Events).Edit("events.csv", text => text[..text.LastIndexOf("Clr.logistics.batch-shipped.v1", StringComparison.Ordinal)]
            + "Clr.Other" + text[(text.LastIndexOf("Clr.logistics.batch-shipped.v1", StringComparison.Ordinal) + "Clr.logistics.batch-shipped.v1".Length)..]);
        (await bundle.VerifyAsync(_signers)).MustTell(Rule.D3, 10, "Clr.Other");
    }

    [Fact]
    public async Task A_stream_whose_version_was_changed() =>
        (await Bundle(_deal.Events).Replace("streams.csv", "batch/B-1,3,false", "batch/B-1,2,false").VerifyAsync(_signers))
        .MustTell(Rule.D4, word: "batch/B-1");

    [Fact]
    public async Task A_stream_that_was_archived() =>
        (await Bundle(_deal.Events).Replace("streams.csv", "batch/B-1,3,false", "batch/B-1,3,true").VerifyAsync(_signers)).MustTell(Rule.D3, word: "batch/B-1");

    [Fact]
    public async Task A_stream_that_is_gone() =>
        (await Bundle(_deal.Events).Replace("streams.csv", "batch/B-1,3,false\r\n", "").VerifyAsync(_signers)).MustTell(Rule.D4, word: "no row");

    private static byte[] Text(StoredEvent e, string old, string with)
    {
        var text = Encoding.UTF8.GetString(e.Data.Span);
        Assert.Contains(old, text, StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(
            text[..text.IndexOf(old, StringComparison.Ordinal)] + with + text[(text.IndexOf(old, StringComparison.Ordinal) + old.Length)..]);
    }

    private List<StoredEvent> Change(int index, Func<StoredEvent, StoredEvent> change)
    {
        var rows = _deal.Events.ToList();
        rows[index] = change(rows[index]);
        return rows;
    }

    private BundleBuilder Bundle(List<StoredEvent> rows) => new BundleBuilder(_signers) { Logged = _deal.Events, Rows = rows, Viewed = _deal.Events }.Build();

    private Task<Ledger.Verification.VerifyReport> VerifyAsync(List<StoredEvent> rows) => Bundle(rows).VerifyAsync(_signers);

    private async Task<Ledger.Verification.VerifyReport> MustTellAsync(Rule rule, long leaf, string word, List<StoredEvent> rows) =>
        (await VerifyAsync(rows)).MustTell(rule, leaf, word);
}
