using System.Security.Cryptography;
using Npgsql;

namespace Ledger.Http.Tests.Hosts;

/// <summary>
/// Goal: a host that holds other keys than the others of its ledger does not start, and says which. Method: a second host whose files are gone, of another
/// ledger, or behind a rotation; and what the database knows of the keys is looked at.
/// </summary>
public sealed class What_hosts_share : IAsyncLifetime
{
    private HostKeys _keys = null!;

    public async Task InitializeAsync() => _keys = await HostKeys.CreateAsync();

    public async Task DisposeAsync() => await _keys.DisposeAsync();

    [Fact]
    public async Task A_second_host_starts_with_the_keys_of_the_first_and_with_no_others()
    {
        await using var first = await _keys.StartAsync("first");
        _keys.Copy("first", "second");
        await using (await _keys.StartAsync("second"))
        {
        }

        var nothing = await _keys.RefusedAsync("nothing");
        Assert.All(HostKeys.Files.Values, file => Assert.Contains($"{_keys.At("nothing", file)} is missing", nothing, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", nothing.Split("StartRefusedException")[0], StringComparison.Ordinal);
        Assert.False(Directory.Exists(_keys.At("nothing", "")));

        await using var other = await HostKeys.CreateAsync();
        await using (await other.StartAsync("other"))
        {
        }

        foreach (var file in HostKeys.Files.Values)
        {
            _keys.Copy("first", $"without {file}", without: file);
            Assert.Contains($"share: {_keys.At($"without {file}", file)} is missing.", await _keys.RefusedAsync($"without {file}"), StringComparison.Ordinal);
            _keys.Copy("first", $"odd {file}", without: file);
            File.Copy(other.At("other", file), _keys.At($"odd {file}", file));
            Assert.Contains($"share: {_keys.At($"odd {file}", file)} differs.", await _keys.RefusedAsync($"odd {file}"), StringComparison.Ordinal);
            await File.WriteAllTextAsync(_keys.At($"without {file}", file), "no key\n");
            var unreadable = await _keys.RefusedAsync($"without {file}");
            Assert.Contains($"share: {_keys.At($"without {file}", file)} cannot be read: ", unreadable, StringComparison.Ordinal);
        }

        File.Copy(other.At("other", "operator.key"), _keys.At("second", "operator.key"), overwrite: true);
        Assert.Contains("operator.key holds the operator's key of another ledger", await _keys.RefusedAsync("second"), StringComparison.Ordinal);
        File.Delete(_keys.At("second", "operator.key"));
        await using (await _keys.StartAsync("second"))
        {
            // It is handed to the operator, and no host needs it.
        }

        Assert.Contains(
            "share: The setting Audit:Operator (ledger.acme) differs.", await _keys.RefusedAsync("second", ("Audit:Operator", "acme")),
            StringComparison.Ordinal);
    }

    /// <summary>Whoever starts a clone once on another database gets back to its own.</summary>
    [Fact]
    public async Task The_key_of_another_ledger_that_lies_there_is_put_aside()
    {
        await using var other = await HostKeys.CreateAsync();
        await using (await other.StartAsync("other"))
        {
        }

        var theirs = await File.ReadAllTextAsync(other.At("other", "operator.key"));
        Directory.CreateDirectory(_keys.At("first", ""));
        File.Copy(other.At("other", "operator.key"), _keys.At("first", "operator.key"));
        await using (await _keys.StartAsync("first"))
        {
        }

        Assert.NotEqual(theirs, await File.ReadAllTextAsync(_keys.At("first", "operator.key")));
        Assert.Equal(theirs, await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(_keys.At("first", ""), "operator.key.before-*"))));
    }

    /// <summary>Two hosts that run: one of them rotates, and the other has not got its file yet.</summary>
    [Fact]
    public async Task A_host_that_lacks_the_newest_log_key_makes_no_other()
    {
        await using var first = await _keys.StartAsync("first");
        _keys.Copy("first", "second");
        await using var second = await _keys.StartAsync("second");
        var (one, two) = (await TestBook.OpenAsync(client: LedgerHost.OperatorOf(first)), await TestBook.OpenAsync(client: LedgerHost.OperatorOf(second)));
        await one.MustPostAsync("log/keys", new { });
        var refused = (await two.PostAsync("log/keys", new { })).MustRefuse(409, "log-key-missing");
        Assert.Contains($"{_keys.At("second", "log.key")} lacks the newest key", refused.Json.Text("detail"), StringComparison.Ordinal);

        // What the refusal advises works, and makes no third key: each book has its own generation of them.
        File.Copy(_keys.At("first", "log.key"), _keys.At("second", "log.key"), overwrite: true);
        await two.MustPostAsync("log/keys", new { });
        Assert.Equal(await File.ReadAllTextAsync(_keys.At("first", "log.key")), await File.ReadAllTextAsync(_keys.At("second", "log.key")));
    }

    [Fact]
    public async Task Tokens_are_signed_with_another_key_after_a_rotation_and_every_host_must_have_it()
    {
        await using (await _keys.StartAsync("first"))
        {
        }

        _keys.Copy("first", "late");
        await AppendAsync();
        await using (await _keys.StartAsync("first"))
        {
        }

        Assert.Contains("token-signing.pem lacks the newest key", await _keys.RefusedAsync("late"), StringComparison.Ordinal);
        _keys.Copy("first", "late");
        await using (await _keys.StartAsync("late"))
        {
        }

        // Two at once, and the oldest is taken out.
        await AppendAsync();
        await AppendAsync();
        await using (await _keys.StartAsync("first"))
        {
        }

        var file = _keys.At("first", "token-signing.pem");
        var text = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, text[text.IndexOf("-----BEGIN", 10, StringComparison.Ordinal)..]);
        await using (await _keys.StartAsync("first"))
        {
        }

        async Task AppendAsync()
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            await File.AppendAllTextAsync(_keys.At("first", "token-signing.pem"), key.ExportPkcs8PrivateKeyPem() + "\n");
        }
    }

    [Fact]
    public async Task The_key_of_the_log_is_rotated_and_known_at_once()
    {
        await using var first = await _keys.StartAsync("first");
        _keys.Copy("first", "late");
        var book = await TestBook.OpenAsync(client: LedgerHost.OperatorOf(first));
        await book.MustPostAsync("log/keys", new { overlapDays = 0 });
        Assert.Contains("log.key lacks the newest key", await _keys.RefusedAsync("late"), StringComparison.Ordinal);

        _keys.Copy("first", "late");
        await using (await _keys.StartAsync("late"))
        {
        }

        var keys = await File.ReadAllLinesAsync(_keys.At("late", "log.key"));
        File.Delete(_keys.At("late", "log.key"));
        await File.WriteAllLinesAsync(_keys.At("late", "log.key"), keys[1..]);
        Assert.Contains("log.key lacks earlier keys", await _keys.RefusedAsync("late"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ledger_of_an_earlier_build_notes_what_its_first_host_holds()
    {
        await using (await _keys.StartAsync("first"))
        {
        }

        await _keys.ScalarAsync("drop table ledger.shared_secret");
        await using (await _keys.StartAsync("first"))
        {
        }

        Assert.Equal(4L, await _keys.ScalarAsync("select count(*) from ledger.shared_secret"));
        Assert.Contains("is missing", await _keys.RefusedAsync("nothing"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_database_knows_nothing_of_a_key_and_the_host_at_work_changes_nothing_of_it()
    {
        await using (await _keys.StartAsync("first"))
        {
        }

        var noted = (string)(await _keys.ScalarAsync("select string_agg(name || ' ' || generation || ' ' || digest, ' ') from ledger.shared_secret"))!;
        foreach (var file in HostKeys.Files.Values)
        {
            var secrets = (await File.ReadAllTextAsync(_keys.At("first", file))).Split('\n', '+').Where(part => part.Length > 20);
            Assert.All(secrets, secret => Assert.DoesNotContain(secret, noted, StringComparison.Ordinal));
        }

        var confidential = Convert.FromBase64String((await File.ReadAllTextAsync(_keys.At("first", "confidential.key"))).Trim());
        Assert.DoesNotContain(Convert.ToHexStringLower(confidential), noted, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Convert.ToHexStringLower(SHA256.HashData(confidential)), noted, StringComparison.OrdinalIgnoreCase);
        foreach (var change in new[] { "update ledger.shared_secret set digest = 'x'", "delete from ledger.shared_secret", "truncate ledger.shared_secret" })
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => _keys.ScalarAsync($"set role ledger_app; {change}"));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }
    }
}
