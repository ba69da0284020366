using Ledger.Sealing.Notes;

namespace Ledger.Http.Tests.Audit.Witnesses;

public class Witnesses_of_a_book
{
    private static readonly string Key = SignerKey.New("acme.test/witness", KeyKind.Cosigner).Verifier.ToString();

    [Fact]
    public async Task Are_in_its_policy()
    {
        var book = await TestBook.OpenAsync();
        await book.MustPostAsync("log/witnesses", new { witness = "customer", key = Key, party = "CUS" });
        var other = SignerKey.New("globex.test/witness", KeyKind.Cosigner).Verifier.ToString();
        await book.MustPostAsync("log/witnesses", new { witness = "supplier", key = other, party = "SUP", url = "https://witness.globex.test/ledger/" });

        var reply = (await book.GetAsync("log/policy")).MustBe(200);
        Assert.Equal("text/plain", reply.ContentType);
        var policy = WitnessPolicy.Parse(reply.Text);
        Assert.Equal($"ledger.local/{book.Code}", Assert.Single(policy.Logs).Name);
        Assert.Equal([$"customer {Key} ", $"supplier {other} https://witness.globex.test/ledger"], policy.Witnesses.Select(w => $"{w.Name} {w.Key} {w.Url}"));
        Assert.False(policy.IsQuorum(["customer"]));
        Assert.True(policy.IsQuorum(["customer", "supplier"]));
    }

    [Fact]
    public async Task Have_a_name_and_a_key_of_their_own()
    {
        var book = await TestBook.OpenAsync();
        await book.MustPostAsync("log/witnesses", new { witness = "customer", key = Key, party = "CUS" });
        var other = SignerKey.New("globex.test/witness", KeyKind.Cosigner).Verifier.ToString();
        (await book.PostAsync("log/witnesses", new { witness = "customer", key = other, party = "CUS" })).MustRefuse(409, "witness-name-used");
        (await book.PostAsync("log/witnesses", new { witness = "second", key = Key, party = "CUS" })).MustRefuse(409, "witness-key-used");
        (await book.PostAsync("log/witnesses", new { witness = "second", key = other, party = "NOBODY" })).MustRefuse(404, "unknown-party");

        (await book.PostAsync("log/witnesses/dismiss", new { witness = "second", reason = "x" })).MustRefuse(404, "unknown-witness");
        await book.MustPostAsync("log/witnesses/dismiss", new { witness = "customer", reason = "x" });
        (await book.PostAsync("log/witnesses/dismiss", new { witness = "customer", reason = "x" })).MustRefuse(409, "already-recorded");
        (await book.PostAsync("log/witnesses", new { witness = "customer", key = other, party = "CUS" })).MustRefuse(409, "witness-name-used");
        await book.MustPostAsync("log/witnesses", new { witness = "second", key = Key, party = "CUS" });
    }

    [Fact]
    public async Task Move_to_another_address_with_their_key()
    {
        var book = await TestBook.OpenAsync();
        object At(string? url) => new { witness = "customer", key = Key, party = "CUS", url };
        await book.MustPostAsync("log/witnesses", At(null));
        (await book.PostAsync("log/witnesses", At(null))).MustRefuse(409, "already-recorded");
        await book.MustPostAsync("log/witnesses", At("https://a.test/"));
        (await book.PostAsync("log/witnesses", At("https://a.test"))).MustRefuse(409, "already-recorded");
        await book.MustPostAsync("log/witnesses", At("https://b.test"));
        var policy = WitnessPolicy.Parse((await book.GetAsync("log/policy")).MustBe(200).Text);
        Assert.Equal("https://b.test", Assert.Single(policy.Witnesses).Url);
    }

    [Fact]
    public async Task Are_a_bounded_number()
    {
        var book = await TestBook.OpenAsync();
        for (var i = 0; i < 16; i++)
        {
            await book.MustPostAsync(
                "log/witnesses", new { witness = $"w{i}", key = SignerKey.New($"w{i}.test", KeyKind.Cosigner).Verifier.ToString(), party = "CUS" });
        }

        (await book.PostAsync("log/witnesses", new { witness = "w16", key = Key, party = "CUS" })).MustRefuse(409, "too-many-witnesses");
    }

    [Theory]
    [InlineData("customer", "rubbish", null, "/key bad-format")]
    [InlineData("none", null, null, "/witness reserved-name")]
    [InlineData("all-witnesses", null, null, "/witness reserved-name")]
    [InlineData("a b", null, null, "/witness bad-format")]
    [InlineData("customer", null, "ftp://example.com", "/url bad-format")]
    [InlineData("customer", null, "http://user:secret@example.com", "/url bad-format")]
    [InlineData("customer", null, "http://example.com/?x=1", "/url bad-format")]
    [InlineData("customer", null, "http://example.com/ x", "/url bad-format")]
    [InlineData("customer", null, "/relative", "/url bad-format")]
    public async Task Are_checked_before_anything_is_recorded(string witness, string? key, string? url, string error)
    {
        var book = await TestBook.OpenAsync();
        var reply = (await book.PostAsync("log/witnesses", new { witness, key = key ?? Key, party = "CUS", url })).MustRefuse(400, "invalid-command");
        Assert.Equal([error], reply.Errors());
    }

    [Fact]
    public async Task A_logs_key_is_no_witnesss()
    {
        var book = await TestBook.OpenAsync();
        var key = SignerKey.New("acme.test/log", KeyKind.Log).Verifier.ToString();
        (await book.PostAsync("log/witnesses", new { witness = "customer", key, party = "CUS" })).MustRefuse(400, "invalid-command");
    }
}
