using System.Net;
using System.Net.Http.Json;
using Ledger.Contracts;
using Ledger.Http.Tests.Health;

namespace Ledger.Http.Tests.Outages;

/// <summary>On a database of its own, which refuses as a server does that is full, read-only, shut down or broken.</summary>
public sealed class Nothing_can_be_written(OwnHost own) : IClassFixture<OwnHost>
{
    [Theory]
    [InlineData("53100")] // Disk full.
    [InlineData("53200")] // Out of memory.
    [InlineData("53300")] // Too many connections.
    [InlineData("25006")] // Read-only.
    [InlineData("57P01")] // Shut down by its administrator.
    [InlineData("57P03")] // Starting up.
    [InlineData("58P01")] // A file is gone.
    [InlineData("58030")] // A file cannot be read or written.
    [InlineData("XX001")] // A page is damaged.
    public async Task What_the_server_cannot_take_down_is_unavailable_and_not_unexpected_and_can_be_sent_again(string state)
    {
        var book = await own.BookAsync();
        await own.ExecuteAsync($"""
            create or replace function ledger.refuse() returns trigger language plpgsql as
                $$ begin raise exception 'For a test.' using errcode = '{state}'; end $$;
            create trigger refuse before insert on ledger.mt_events for each row execute function ledger.refuse();
            """);
        var refused = await SendAsync();
        await Poisoned_projection.ReadyWhenAsync(own.Client, r => (int)r.Status == 503 && r.Text.Contains("For a test.", StringComparison.Ordinal));
        await own.ExecuteAsync("drop trigger refuse on ledger.mt_events");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 10);
        Assert.Contains("\"code\":\"unavailable\"", await refused.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Created, (await SendAsync()).StatusCode);
        await Poisoned_projection.ReadyWhenAsync(own.Client, r => (int)r.Status == 200);

        async Task<HttpResponseMessage> SendAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/books/{book.Code}/batches")
            {
                Content = JsonContent.Create(new { batch = "B-1", product = TestBook.Gpu, site = TestBook.Factory, serials = book.Serials("S", 2) }),
            };
            request.Headers.Authorization = await book.AuthorizationAsync(Roles.Supplier);
            request.Headers.Add(Keyed.Header, "the-same");
            return await own.Client.SendAsync(request);
        }
    }

    [Fact]
    public async Task Readiness_notices_by_itself_that_the_database_has_become_read_only()
    {
        await Poisoned_projection.ReadyWhenAsync(own.Client, r => (int)r.Status == 200);
        await own.ExecuteAsync("do $$ begin execute format('alter database %I set default_transaction_read_only = on', current_database()); end $$");
        await Poisoned_projection.ReadyWhenAsync(
            own.Client, r => (int)r.Status == 503 && r.Json.GetProperty("checks").GetProperty("database").Text("status") == "Unhealthy");
        await own.ExecuteAsync(
            "set default_transaction_read_only = off;"
            + "do $$ begin execute format('alter database %I reset default_transaction_read_only', current_database()); end $$");
        await Poisoned_projection.ReadyWhenAsync(own.Client, r => (int)r.Status == 200);
    }
}
