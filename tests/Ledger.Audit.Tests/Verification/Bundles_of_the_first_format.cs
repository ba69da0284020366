using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using Ledger.Sealing.Notes;
using Ledger.Verification;
using Ledger.Verification.Findings;

namespace Ledger.Audit.Tests.Verification;

/// <summary>A bundle that was kept is verified years later: this one was made by a ledger that wrote the first format, with two witnesses, of the deal in ops/first-deal.jsonl.</summary>
public sealed class Bundles_of_the_first_format : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("first-format-");

    public void Dispose() => _directory.Delete(true);

    [Fact]
    public async Task Are_verified_as_before()
    {
        var report = (await VerifyAsync(Kept("first-deal.v1.zip"))).MustHold();
        Assert.Equal(58, report.Size);
        Assert.Equal(10, report.Counts["units"]);
        Assert.Equal(23, report.Counts["movements"]);
        Assert.Equal(["customer", "supplier"], report.Witnesses.Order());
    }

    [Theory]
    [InlineData("views/stock.csv", "origin,'-7", "origin,'-8", Rule.V1, "origin")]
    [InlineData("views/journal.csv", ",7\r\n", ",6\r\n", Rule.V1, "journal")]
    [InlineData("views/units.csv", "G1,rack:RACK-1/active", "G1,rack:RACK-1/installed", Rule.V1, "G1")]
    [InlineData("views/orders.csv", "2026-03-05T09:00:00+00:00", "2026-03-05T09:00:01+00:00", Rule.V1, "placedAt of the order PO-1")]
    [InlineData("views/orders.csv", "confirmed,2026", "closed,2026", Rule.V1, "state of the order PO-1")]
    [InlineData("views/milestones.csv", "letter of 4 May", "letter of 5 May", Rule.V1, "settledReference of the milestone SA-1 M1")]
    [InlineData("events.csv", "letter of 4 May", "letter of 5 May", Rule.D1, "/data/reference")]
    [InlineData("streams.csv", "batch/B-1,", "batch/B-9,", Rule.D4, "batch/B-9")]
    public async Task Are_still_found_to_be_forged(string part, string old, string with, Rule rule, string word) =>
        (await VerifyAsync(Changed(part, text => text.Replace(old, with, StringComparison.Ordinal)))).MustTell(rule, word: word);

    [Fact]
    public async Task Have_no_dictionary() =>
        (await VerifyAsync(Changed("columns.csv", _ => "part_name,column_name,value_type,unit,meaning\r\n"))).MustTell(Rule.B1, word: "columns.csv");

    [Fact]
    public async Task Guard_negative_numbers_and_are_refused_without() => Assert.Contains(
        "for a formula",
        (await Assert.ThrowsAsync<UnreadableException>(() => VerifyAsync(Changed("views/stock.csv", text => text.Replace("origin,'-7", "origin,-7", StringComparison.Ordinal))))).Message,
        StringComparison.Ordinal);

    [Fact]
    public async Task Do_not_pass_for_bundles_of_another_format() => Assert.Contains(
        "no part columns.csv",
        (await Assert.ThrowsAsync<UnreadableException>(() => VerifyAsync(Changed("manifest.json", text => text.Replace("bundle.v1", "bundle.v2", StringComparison.Ordinal))))).Message,
        StringComparison.Ordinal);

    private static Task<VerifyReport> VerifyAsync(string path) =>
        VerifierBench.VerifyAsync(path, WitnessPolicy.Parse(File.ReadAllText(Kept("first-deal.policy"))), now: new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static string Kept(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "Bundles", name);

    /// <summary>A copy in which the part is changed, or made.</summary>
    private string Changed(string part, Func<string, string> change)
    {
        var path = Path.Combine(_directory.FullName, "changed.zip");
        File.Copy(Kept("first-deal.v1.zip"), path);
        using var zip = ZipFile.Open(path, ZipArchiveMode.Update);
        var before = "";
        if (zip.GetEntry(part) is { } entry)
        {
            using (var reader = new StreamReader(entry.Open()))
            {
                before = reader.ReadToEnd();
            }

            entry.Delete();
        }

        var after = change(before);
        Assert.NotEqual(before, after);
        using var stream = zip.CreateEntry(part).Open();
        stream.Write(Encoding.UTF8.GetBytes(after));
        return path;
    }
}
