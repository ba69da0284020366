using System.IO.Compression;
using System.Text;
using Ledger.Verification;
using Ledger.Verification.Findings;

namespace Ledger.Audit.Tests.Verification;

/// <summary>
/// Whoever sends the bundle may wish the verifier ill. It says what is wrong, in a sentence or as a finding; it never falls over, and never writes anything.
/// </summary>
public sealed class Hostile_bundles : IDisposable
{
    private readonly Signers _signers = new();
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("hostile-");

    public void Dispose() => _directory.Delete(true);

    [Fact]
    public async Task Not_a_zip() => await MustRefuseAsync(Write(Encoding.UTF8.GetBytes("this is not a zip")), "cannot be read as a bundle");

    [Fact]
    public async Task Not_a_file() => await MustRefuseAsync(Path.Combine(_directory.FullName, "none.zip"), "cannot be read as a bundle");

    [Fact]
    public async Task An_empty_file() => await MustRefuseAsync(Write([]), "cannot be read as a bundle");

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.9)]
    [InlineData(0.999)]
    public async Task A_zip_that_was_cut_off(double share)
    {
        var bytes = File.ReadAllBytes(Sound().Write());
        await MustRefuseAsync(Write(bytes[..(int)(bytes.Length * share)]), "cannot be read as a bundle");
    }

    [Fact]
    public async Task Bytes_that_flipped_on_the_way()
    {
        var bytes = File.ReadAllBytes(Sound().Write());
        for (var at = 50; at < bytes.Length; at += Math.Max(1, bytes.Length / 150))
        {
            var damaged = bytes.ToArray();
            damaged[at] ^= 0x55;
            // A byte of the zip's own dates changes nothing; what matters is that there is an outcome.
            await OutcomeAsync(Write(damaged));
        }
    }

    [Fact]
    public async Task A_part_that_is_there_twice()
    {
        var path = Sound().Write();
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Update))
        {
            zip.CreateEntry("entries.jsonl");
        }

        await MustRefuseAsync(path, "entries.jsonl twice");
    }

    [Theory]
    [InlineData("manifest.json")]
    [InlineData("checkpoint")]
    [InlineData("entries.jsonl")]
    [InlineData("payloads.jsonl")]
    [InlineData("heads.jsonl")]
    [InlineData("events.csv")]
    [InlineData("streams.csv")]
    [InlineData("columns.csv")]
    public async Task A_part_that_is_missing(string part)
    {
        var bundle = Sound();
        bundle.Parts.Remove(part);
        await MustRefuseAsync(bundle.Write(), $"no part {part}");
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("..\\evil.dll")]
    [InlineData("tile/0/../../x")]
    [InlineData("Entries.jsonl")]
    [InlineData("views/")]
    [InlineData("proofs/01.tlog-proof")]
    [InlineData("notes.txt")]
    [InlineData("tile/entries/000")]
    public async Task A_part_that_no_bundle_has(string name)
    {
        var bundle = Sound();
        bundle.Parts[name] = "x"u8.ToArray();
        (await bundle.VerifyAsync(_signers)).MustTell(Rule.B1, word: name);
        Assert.Empty(_directory.GetFiles());
    }

    [Fact]
    public async Task A_tile_beyond_the_tree()
    {
        var bundle = Sound();
        bundle.Parts["tile/0/001.p/3"] = new byte[96];
        (await bundle.VerifyAsync(_signers)).MustTell(Rule.B1, word: "tile/0/001.p/3");
    }

    [Fact]
    public async Task A_part_that_unpacks_to_far_more_than_it_is()
    {
        var path = Sound().Write();
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Update))
        {
            zip.GetEntry("events.csv")!.Delete();
            using var stream = zip.CreateEntry("events.csv", CompressionLevel.SmallestSize).Open();
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 200; i++)
            {
                stream.Write(zeros);
            }
        }

        await MustRefuseAsync(path, "would unpack from");
    }

    [Fact]
    public async Task A_line_without_an_end()
    {
        var bundle = Sound();
        var random = new byte[3 << 20];
        new Random(1).NextBytes(random);
        bundle.Parts["entries.jsonl"] = Encoding.ASCII.GetBytes(Convert.ToBase64String(random));
        await MustRefuseAsync(bundle.Write(), "longer than 65535 bytes");
    }

    [Theory]
    [InlineData("entries.jsonl", "{}\n")]
    [InlineData("entries.jsonl", "[1,2\n")]
    [InlineData("entries.jsonl", "\n\n\n")]
    [InlineData("entries.jsonl", "null\n")]
    [InlineData("payloads.jsonl", "{\"index\":\"x\"}\n")]
    [InlineData("payloads.jsonl", "{\"index\":3,\"data\":{}}\n")]
    [InlineData("heads.jsonl", "{\"size\":1}\n")]
    [InlineData("heads.jsonl", "{\"size\":1,\"note\":\"x\"}\n")]
    [InlineData("heads.jsonl", "")]
    [InlineData("manifest.json", "{}")]
    [InlineData("manifest.json", "[]")]
    [InlineData("manifest.json", "{\"format\":\"ledger-bundle.v3\"}")]
    [InlineData("checkpoint", "hello\n")]
    [InlineData("checkpoint", "ledger.test/acme-globex\n99999999999999999999\nAAAA\n\n— x AAAAAAAA\n")]
    [InlineData("events.csv", "event_position\r\n")]
    [InlineData("events.csv", "")]
    [InlineData("streams.csv", "stream_id,stream_version,is_archived\r\na,b,c\r\n")]
    [InlineData("streams.csv", "stream_id,stream_version,is_archived\r\n=a,1,false\r\n")]
    [InlineData("streams.csv", "stream_id,stream_version,is_archived\r\n\"a,1,false\r\n")]
    [InlineData("streams.csv", "stream_id,stream_version,is_archived\na,1,false\n")]
    [InlineData("views/units.csv", "product,serial_number,account,agreement_line,event_count,trail_sha256\r\na,b,c,d,e,f,g\r\n")]
    [InlineData(
        "views/journal.csv",
        "event_position,movement_number,effective_at,recorded_at,product,agreement_line,from_account,to_account,quantity_units\r\n"
        + "1,2,yesterday,x,x,x,x,x,1\r\n")]
    [InlineData("views/stock.csv", "product,account,quantity_units\r\nacme:B300,origin,'-5\r\n")]
    [InlineData("views/stock.csv", "product,account,quantity_units\r\nacme:B300,origin,\"-5\"\r\n")]
    [InlineData("views/stock.csv", "product,account,quantity_units\r\nacme:B300,origin,-5+1\r\n")]
    [InlineData("views/stock.csv", "product,account,quantity_units\r\n-5,origin,5\r\n")]
    [InlineData("columns.csv", "part_name,column_name,value_type,unit,meaning\r\n")]
    [InlineData("SHA256SUMS2", "x")]
    public async Task A_part_of_another_kind(string part, string text)
    {
        var bundle = Sound();
        bundle.Parts[part] = Encoding.UTF8.GetBytes(text);
        Assert.NotEqual("", await OutcomeAsync(bundle.Write()));
    }

    [Fact]
    public async Task Values_of_other_types_deep_inside()
    {
        foreach (var (old, with) in new[]
        {
            ("\"movements\":[{", "\"movements\":[5,{"), ("\"serials\":[\"S-01\"", "\"serials\":[null"),
            ("\"product\":\"acme:B300\",\"serials\"", "\"product\":7,\"serials\""),
            ("\"lines\":[{", "\"lines\":{\"x\":{"), ("\"seq\":3", "\"seq\":3.5"), ("\"seq\":3", "\"seq\":1e400"), ("\"version\":1", "\"version\":-1"),
            ("\"tenant\":\"acme-globex\"", "\"tenant\":[]"),
            ("\"id\":\"00000003", "\"id\":\"zzzzzzzz"), ("\"occurredAt\":\"2026", "\"occurredAt\":\"x026"), ("\"milestones\":[", "\"milestones\":[{},"),
            ("S-01", "\\ud800"),
        })
        {
            Assert.NotEqual("", await OutcomeAsync(Sound().Edit("entries.jsonl", text => text.Replace(old, with, StringComparison.Ordinal)).Write()));
        }
    }

    [Fact]
    public async Task Counts_and_sums_that_are_not_so()
    {
        (await Sound().Replace("manifest.json", "\"leaves\":12", "\"leaves\":11").VerifyAsync(_signers)).MustTell(Rule.B1, word: "count of leaves");
        (await Sound().Replace("manifest.json", "\"columns\":", "\"columns\":1").VerifyAsync(_signers)).MustTell(Rule.B1, word: "count of columns");
        (await Sound().Replace("manifest.json", "\"dictionary\":\"columns.csv\"", "\"dictionary\":\"other.csv\"").VerifyAsync(_signers))
            .MustTell(Rule.B1, word: "its dictionary");
        (await Sound().Replace("manifest.json", "\"size\":12", "\"size\":13").VerifyAsync(_signers)).MustTell(Rule.B1, word: "its size");
        (await Sound().Replace("manifest.json", "\"position\":12,\"exp", "\"position\":13,\"exp").VerifyAsync(_signers))
            .MustTell(Rule.B1, word: "its position");
        var path = Sound().Write();
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Update))
        {
            zip.GetEntry("VERIFY.md")!.Delete();
            using var stream = zip.CreateEntry("VERIFY.md").Open();
            stream.Write("Trust me."u8);
        }

        (await VerifierBench.VerifyAsync(path, _signers.Policy)).MustTell(Rule.B1, word: "the sum of VERIFY.md");
    }

    private BundleBuilder Sound() => new BundleBuilder(_signers).Build();

    private string Write(byte[] bytes)
    {
        var path = Path.Combine(_directory.FullName, "bundle.zip");
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private async Task MustRefuseAsync(string path, string sentence) =>
        Assert.Contains(
            sentence, (await Assert.ThrowsAsync<UnreadableException>(() => VerifierBench.VerifyAsync(path, _signers.Policy))).Message,
            StringComparison.Ordinal);

    /// <summary>The first finding, or the sentence of a refusal; empty when nothing was wrong.</summary>
    private async Task<string> OutcomeAsync(string path)
    {
        try
        {
            return (await VerifierBench.VerifyAsync(path, _signers.Policy)) is { IsVerified: false } report ? report.FindingCounts.Keys.First().ToString() : "";
        }
        catch (UnreadableException e)
        {
            return e.Message;
        }
    }
}
