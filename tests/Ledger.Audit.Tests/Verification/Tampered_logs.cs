using System.Text;
using Ledger.Sealing.Entries;
using Ledger.Sealing.Notes;
using Ledger.Verification.Findings;

namespace Ledger.Audit.Tests.Verification;

/// <summary>The operator himself forges: entries, tiles, heads, keys. What he holds grows from test to test, up to the witnesses' keys.</summary>
public class Tampered_logs
{
    private readonly Signers _signers = new();
    private readonly Deal _deal = Deal.Small();

    [Fact]
    public async Task An_entry_that_was_changed_in_the_log()
    {
        var bundle = Sound().Replace("entries.jsonl", "\"quantity\":5", "\"quantity\":6");
        (await bundle.VerifyAsync(_signers)).MustTell(Rule.L2, 2, "not the one that was sealed").MustTell(Rule.L3, 2)
            .MustTell(Rule.D1, 2, "/data/lines/0/quantity");
    }

    [Fact]
    public async Task An_entry_and_its_tile()
    {
        var forged = Forge(2);
        var bundle = Sound();
        bundle.Parts["entries.jsonl"] = forged.Parts["entries.jsonl"];
        bundle.Parts["tile/0/000.p/12"] = forged.Parts["tile/0/000.p/12"];
        (await bundle.VerifyAsync(_signers)).MustTell(Rule.L2, word: "the root of the entries").MustTell(Rule.L3, 2).MustTell(Rule.D1, 2);
    }

    [Fact]
    public async Task A_tile_alone()
    {
        var bundle = Sound();
        bundle.Parts["tile/0/000.p/12"][(5 * 32) + 1] ^= 1;
        (await bundle.VerifyAsync(_signers)).MustTell(Rule.L2, 5, "the tile holds another hash");
    }

    [Fact]
    public async Task A_tile_of_a_higher_level_and_one_that_is_gone()
    {
        var bundle = new BundleBuilder(_signers) { Logged = Deal.Long(600).Events, HeadSizes = [600] }.Build();
        bundle.Parts["tile/1/000.p/2"][40] ^= 1;
        bundle.Parts.Remove("tile/0/001");
        (await bundle.VerifyAsync(_signers)).MustTell(Rule.L2, word: "tile/1/000.p/2").MustTell(Rule.L2, word: "no such part");
    }

    [Fact]
    public async Task Everything_signed_again_by_the_operator_alone()
    {
        var bundle = Forge(2, sign: (head, at) => _signers.Sign(head, at, isCosigned: false));
        (await bundle.VerifyAsync(_signers)).MustTell(Rule.L1, word: "quorum");
    }

    [Fact]
    public async Task The_newest_head_signed_again_by_the_operator_while_older_ones_are_cosigned()
    {
        var (sound, forged) = (Sound(), Forge(2, sign: (head, at) => _signers.Sign(head, at, isCosigned: false)));
        var kept = sound.Text("heads.jsonl").Split('\n')[..11];
        forged.Edit("heads.jsonl", text => string.Join('\n', kept) + "\n" + text.Split('\n')[11] + "\n");
        (await forged.VerifyAsync(_signers)).MustTell(Rule.L3, 2, "was signed over another history").MustTell(Rule.L1);
    }

    [Fact]
    public async Task Everything_signed_again_by_operator_and_witnesses_is_caught_only_with_since()
    {
        var before = Since(Sound());
        var forged = Forge(2);
        var alone = (await forged.VerifyAsync(_signers)).MustHold();
        Assert.Contains(alone.Notes, note => note.StartsWith("First contact: no append-only claim before size 12", StringComparison.Ordinal));
        (await forged.VerifyAsync(_signers, r => r with { Since = before })).MustTell(Rule.L3, word: "history was rewritten");
    }

    [Fact]
    public async Task An_event_left_out_in_the_middle_with_everything_numbered_anew()
    {
        var before = Since(Sound());
        var rest = _deal.Events.Where((_, i) => i != 3)
            .Select((e, i) => e with { Position = i + 1, Version = e.Stream == "order/PO-1" && e.Version > 1 ? e.Version - 1 : e.Version }).ToList();
        (await Build(rest).VerifyAsync(_signers, r => r with { Since = before })).MustTell(Rule.L3);
        (await Build([.. _deal.Events.Where((_, i) => i != 3)]).VerifyAsync(_signers)).MustTell(Rule.L4, word: "version 2 of order/PO-1");
    }

    [Fact]
    public async Task A_tail_that_was_cut_off_with_rows_left() =>
        (await new BundleBuilder(_signers) { Logged = [.. _deal.Events[..8]], Rows = _deal.Events, ExportedAt = Deal.At(3600) }.Build().VerifyAsync(_signers))
            .MustTell(Rule.D2, word: "never sealed");

    [Fact]
    public async Task A_tail_that_was_cut_off_everywhere()
    {
        var before = Since(Sound());
        (await Build([.. _deal.Events[..8]]).VerifyAsync(_signers, r => r with { Since = before })).MustTell(Rule.L3, word: "rolled back");
    }

    [Fact]
    public async Task A_tail_of_entries_without_the_tiles()
    {
        var bundle = Sound().Edit("entries.jsonl", text => string.Join('\n', text.Split('\n')[..9]) + "\n");
        (await bundle.VerifyAsync(_signers)).MustTell(Rule.L2, 9, "the number of entries");
    }

    [Fact]
    public async Task A_tail_of_entries_with_the_tiles()
    {
        var (bundle, shorter) = (Sound(), Build([.. _deal.Events[..9]]));
        bundle.Parts.Remove("tile/0/000.p/12");
        foreach (var part in new[] { "entries.jsonl", "tile/0/000.p/9", "events.csv" })
        {
            bundle.Parts[part] = shorter.Parts[part];
        }

        (await bundle.VerifyAsync(_signers)).MustTell(Rule.L2, 9, "the number of entries");
    }

    [Fact]
    public async Task A_leaf_that_is_there_twice()
    {
        var twice = _deal.Events.Take(7).Append(_deal.Events[6]).Concat(_deal.Events.Skip(7)).ToList();
        (await new BundleBuilder(_signers) { Logged = twice, Rows = _deal.Events, Viewed = _deal.Events }.Build().VerifyAsync(_signers))
            .MustTell(Rule.L4, 7, "used twice");
    }

    [Fact]
    public async Task Leaves_out_of_a_stream_s_order()
    {
        var swapped = _deal.Events.ToList();
        (swapped[6], swapped[8]) = (swapped[8], swapped[6]);
        (await new BundleBuilder(_signers) { Logged = swapped, Rows = _deal.Events, Viewed = _deal.Events }.Build().VerifyAsync(_signers)).MustTell(Rule.L4, 6)
            .MustTell(Rule.L4, 8);
    }

    [Fact]
    public async Task A_leaf_that_is_dated_back()
    {
        var dated = _deal.Events.ToList();
        dated[10] = dated[10] with { At = Deal.At(-3600) };
        var bundle = new BundleBuilder(_signers) { Logged = dated, Sign = (head, _) => _signers.Sign(head, Deal.At((int)head.Size + 1)) }.Build();
        (await bundle.VerifyAsync(_signers)).MustTell(Rule.L5, 10, "its record time");
    }

    [Fact]
    public async Task A_leaf_of_the_future()
    {
        var dated = _deal.Events.ToList();
        dated[4] = dated[4] with { At = Deal.At(7200) };
        var bundle = new BundleBuilder(_signers) { Logged = dated, Sign = (head, _) => _signers.Sign(head, Deal.At((int)head.Size + 1)) }.Build();
        (await bundle.VerifyAsync(_signers)).MustTell(Rule.L5, 4, "its record time");
    }

    [Fact]
    public async Task Another_key_of_the_same_name()
    {
        var other = new Signers();
        (await Sound().VerifyAsync(other)).MustTell(Rule.L1, word: "who signed the checkpoint").MustTell(Rule.L6);
    }

    [Fact]
    public async Task Cosignatures_of_witnesses_whom_the_policy_does_not_name()
    {
        var strangers = new Signers { Log = _signers.Log };
        (await new BundleBuilder(strangers) { Logged = _deal.Events }.Build().VerifyAsync(_signers)).MustTell(Rule.L1, word: "quorum");
    }

    [Fact]
    public async Task A_weaker_policy_in_the_bundle_changes_nothing()
    {
        var bundle = Forge(2, sign: (head, at) => _signers.Sign(head, at, isCosigned: false));
        bundle.Parts["policy.txt"] = Encoding.UTF8.GetBytes($"log {_signers.Log.Verifier}\nquorum none\n");
        var report = (await bundle.VerifyAsync(_signers)).MustTell(Rule.L1, word: "quorum");
        Assert.Contains(report.Notes, note => note.Contains("only the pinned one counts", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_signature_that_does_not_verify()
    {
        var bundle = Sound();
        bundle.Parts["checkpoint"] = Encoding.UTF8.GetBytes(bundle.Checkpoint.Replace("\n12\n", "\n11\n", StringComparison.Ordinal));
        (await bundle.VerifyAsync(_signers)).MustTell(Rule.L1, word: "does not verify");
    }

    [Fact]
    public async Task A_fork_among_the_heads()
    {
        var (sound, forged) = (Sound(), Forge(2));
        var bundle =
            sound.Edit(
            "heads.jsonl", text => text.Insert(text.LastIndexOf("{\"size\":12", StringComparison.Ordinal), forged.Text("heads.jsonl").Split('\n')[10] + "\n"));
        (await bundle.VerifyAsync(_signers)).MustTell(Rule.L3, word: "the log was forked");
    }

    [Fact]
    public async Task A_checkpoint_that_is_older_than_another_head()
    {
        var bundle = Sound();
        bundle.Parts["checkpoint"] =
            Encoding.UTF8.GetBytes(System.Text.Json.JsonElement.Parse(bundle.Text("heads.jsonl").Split('\n')[8]).GetProperty("note").GetString()!);
        (await bundle.VerifyAsync(_signers)).MustTell(Rule.L3, word: "older than another head");
    }

    [Fact]
    public async Task A_head_that_is_older_than_the_auditor_allows() =>
        (await Sound().VerifyAsync(_signers, r => r with { MaxAge = TimeSpan.FromHours(1) })).MustTell(Rule.L5, word: "stale");

    [Fact]
    public async Task An_entry_of_another_book() =>
        (await new BundleBuilder(_signers) { Logged = [.. _deal.Events.Select((e, i) => i == 3 ? e with { Tenant = "other" } : e)] }.Build()
            .VerifyAsync(_signers)).MustTell(Rule.L4, 3, "its book");

    private static Checkpoint Since(BundleBuilder bundle) => Checkpoint.Parse(Note.Parse(bundle.Checkpoint).Text);

    private BundleBuilder Sound() => Build(_deal.Events);

    private BundleBuilder Build(List<StoredEvent> events) => new BundleBuilder(_signers) { Logged = events }.Build();

    /// <summary>One event is another, in the log, the table and the views, as if it had always been so.</summary>
    private BundleBuilder Forge(int index, Func<Checkpoint, DateTimeOffset, string>? sign = null)
    {
        var events = _deal.Events.ToList();
        events[index] =
            events[index] with
            {
                Data =
            Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(events[index].Data.Span).Replace("\"quantity\": 5", "\"quantity\": 6", StringComparison.Ordinal))
            };
        return new BundleBuilder(_signers) { Logged = events, Sign = sign }.Build();
    }
}
