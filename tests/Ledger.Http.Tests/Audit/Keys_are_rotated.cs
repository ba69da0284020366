using Ledger.Audit.Log.Keys;
using Ledger.Http.Tests.Limits;
using Ledger.Sealing.Notes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Http.Tests.Audit;

/// <summary>
/// Goal: who trusts one key of a log can follow it to the next. Method: rotations with and without an overlap; the signatures of each head are counted.
/// </summary>
public class Keys_are_rotated
{
    [Fact]
    public async Task A_rotation_is_sealed_under_the_old_key_and_both_sign_for_the_overlap()
    {
        var book = await TestBook.OpenAsync();
        var log = await StoredLog.OfAsync(book);
        await log.MustBeWholeAsync();
        var first = await RotateAsync(book, log, overlapDays: 30);
        Assert.Equal([true, false], Signers(first.Head, first.Old, first.New));
        await book.MustPostAsync("sites", new { site = "S2", name = "x", kind = "port" });
        await log.MustBeWholeAsync();
        Assert.Equal([true, true], Signers((await log.HeadsAsync())[^1].Note, first.Old, first.New));

        var second = await RotateAsync(book, log, overlapDays: 0);
        Assert.Equal(first.New, second.Old);
        Assert.Equal([true, true, false], Signers(second.Head, first.Old, first.New, second.New));
        await book.MustPostAsync("sites", new { site = "S3", name = "x", kind = "port" });
        await log.MustBeWholeAsync();
        Assert.Equal([true, false, true], Signers((await log.HeadsAsync())[^1].Note, first.Old, first.New, second.New));

        var file = (await LedgerHost.AlbaAsync).Services.GetRequiredService<IConfiguration>()["Audit:LogKeyFile"]!;
        Assert.True((await File.ReadAllLinesAsync(file)).Length >= 3);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == UnixFileMode.UserRead);
    }

    [Fact]
    public async Task Another_book_goes_on_with_its_key()
    {
        var (book, other) = (await TestBook.OpenAsync(), await TestBook.OpenAsync());
        await RotateAsync(book, await StoredLog.OfAsync(book), overlapDays: 0);
        var log = await StoredLog.OfAsync(other);
        await log.MustBeWholeAsync();
        await other.MustPostAsync("sites", new { site = "S2", name = "x", kind = "port" });
        await log.MustBeWholeAsync();
        var ids = (await log.HeadsAsync()).SelectMany(head => Note.Parse(head.Note).Signatures.Select(s => s.KeyId)).Distinct();
        Assert.Single(ids);
        (await book.PostAsync("log/keys", new { overlapDays = 400 })).MustRefuse(400, "invalid-command");
    }

    [Fact]
    [GoesBeyond("log-key-overlaps")]
    public async Task So_many_keys_overlap_and_no_more()
    {
        var book = await TestBook.OpenAsync();
        for (var i = 0; i < RotateLogKeyEndpoint.OverlapsMax; i++)
        {
            await book.MustPostAsync("log/keys", new { overlapDays = 30 });
        }

        (await book.PostAsync("log/keys", new { overlapDays = 0 })).MustRefuse(409, "too-many-overlaps");
        await (await StoredLog.OfAsync(book)).MustBeWholeAsync();
    }

    private static async Task<(string Old, string New, string Head)> RotateAsync(TestBook book, StoredLog log, int overlapDays)
    {
        var rotated = await book.PostAsync("log/keys", new { overlapDays });
        Assert.True((int)rotated.Status is 200 or 201, rotated.Text);
        var id = rotated.Json.List("events")[0].Text("id");
        var size = await log.MustBeWholeAsync();
        var data = (await book.GetAsync($"events/{id}/entry")).MustBe(200).Json.GetProperty("data");
        return (data.Text("oldKey"), data.Text("newKey"), (await log.HeadsAsync()).Single(head => head.Size == size).Note);
    }

    private static IEnumerable<bool> Signers(string note, params string[] keys) => keys.Select(key => Note.Parse(note).IsSignedBy(VerifierKey.Parse(key)));
}
