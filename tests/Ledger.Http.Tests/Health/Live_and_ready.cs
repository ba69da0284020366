namespace Ledger.Http.Tests.Health;

public sealed class Live_and_ready
{
    [Fact]
    public async Task A_host_that_runs_is_live_and_ready_and_says_what_it_looked_at()
    {
        using var client = await LedgerHost.ClientAsync();
        var live = await Reply.OfAsync(await client.GetAsync("/health/live"));
        Assert.Equal("Healthy", live.MustBe(200).Json.Text("status"));
        var ready = await Poisoned_projection.ReadyWhenAsync(client, r => (int)r.Status == 200);
        Assert.Equal("Healthy", ready.Json.Text("status"));
        var checks = ready.Json.GetProperty("checks");
        Assert.Superset(new HashSet<string> { "database", "schema", "projections", "balances" }, checks.EnumerateObject().Select(c => c.Name).ToHashSet());
        Assert.True(checks.GetProperty("projections").GetProperty("data").Number("highWaterMark") >= 0);
    }
}

/// <summary>On a database of its own, whose schema is changed by hand before readiness is asked for the first time.</summary>
public sealed class Another_schema(OwnHost own) : IClassFixture<OwnHost>
{
    [Fact]
    public async Task A_schema_that_is_not_that_of_this_build_is_told()
    {
        await (await own.BookAsync()).OrderAsync(1);
        await own.ExecuteAsync("drop index inventory.ix_unit_serial");
        var reply = await Poisoned_projection.ReadyWhenAsync(own.Client, r => (int)r.Status == 503 && r.Text.Contains("schema", StringComparison.Ordinal));
        Assert.Equal(
            "Start the host once with a role that may change the schema; it differs in inventory.unit (Update).",
            reply.Json.GetProperty("checks").GetProperty("schema").Text("detail"));
        await own.ExecuteAsync("create index ix_unit_serial on inventory.unit using btree (serial, realm)");
        Assert.Equal("Healthy", (await Poisoned_projection.ReadyWhenAsync(own.Client, r => (int)r.Status == 200)).Json.Text("status"));
    }
}
