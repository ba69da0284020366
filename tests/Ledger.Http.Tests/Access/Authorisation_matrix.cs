using System.Text;
using System.Text.Json;
using Ledger.Door.Permissions;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit.Abstractions;

namespace Ledger.Http.Tests.Access;

/// <summary>
/// Every operation of the OpenAPI document, asked for by every kind of caller: each cell ends as the table of rights says, and what is refused records nothing.
/// </summary>
public sealed class Authorisation_matrix(MatrixCallers callers, ITestOutputHelper output) : IClassFixture<MatrixCallers>
{
    [Fact]
    public async Task Every_operation_is_in_the_table_and_the_table_holds_nothing_else()
    {
        var described = (await Route.AllAsync()).Where(route => !route.IsOpen).Select(route => route.Operation).ToList();
        Assert.Empty(described.Except(Operations.Allowed.Keys));
        Assert.Empty(Operations.Allowed.Keys.Except(described));
    }

    [Fact]
    public async Task Each_cell_ends_as_the_table_says()
    {
        var routes = await Route.AllAsync();
        var cells = callers.All.SelectMany(caller => routes, (caller, route) => (Caller: caller, Route: route, Tabled: caller.Tabled(route))).ToList();
        var refused = cells.Where(cell => cell.Tabled is not null).ToList();
        using var client = await LedgerHost.AnonymousAsync();
        var (before, wrong) = (await RecordedAsync(), new List<string>());
        foreach (var (caller, route, tabled) in refused)
        {
            var reply = await SendAsync(client, caller, route.To(callers.Book.Code));
            if (((int)reply.Status, (int)reply.Status < 400 ? "" : reply.Code) != tabled)
            {
                wrong.Add($"{caller.Name}: {route.Operation} ends in {(int)reply.Status} {reply.Text}, not in {tabled}");
            }
        }

        Assert.Empty(wrong);
        Assert.Equal(before, await RecordedAsync());
        foreach (var (caller, route, _) in cells.Except(refused))
        {
            var reply = await SendAsync(client, caller, route.To(callers.Book.Code));
            if (!caller.IsLetIn((int)reply.Status, (int)reply.Status < 400 ? null : reply.Code))
            {
                wrong.Add($"{caller.Name}: {route.Operation} ends in {(int)reply.Status} {reply.Text}, and is allowed");
            }
        }

        Assert.Empty(wrong);
        output.WriteLine(
            $"{cells.Count} cells: {callers.All.Count} callers, {cells.Count / callers.All.Count} operations; {refused.Count} refused, "
            + $"{cells.Count - refused.Count} allowed.");
        Assert.True(cells.Count > 4_000, $"{cells.Count} cells are few.");
    }

    [Fact]
    public async Task Each_line_of_a_bulk_request_is_judged_like_its_command()
    {
        var commands = (await Route.AllAsync()).Where(route => route.Method == HttpMethod.Post && !Commands.IsNone(route.Path)).ToList();
        var mayPost = callers.All.Where(caller => caller.Tabled(new Route(Rights.Bulk, HttpMethod.Post, "/books/{book}/commands")) is null).ToList();
        using var client = await LedgerHost.AnonymousAsync();
        var wrong = new List<string>();
        foreach (var isRefused in new[] { true, false })
        {
            var before = await RecordedAsync();
            foreach (var caller in mayPost)
            {
                var sent = commands.Where(command => caller.Tabled(command) is not null == isRefused).ToList();
                using var request = new HttpRequestMessage(HttpMethod.Post, $"/books/{callers.Book.Code}/commands")
                {
                    Content = new StringContent(string.Join('\n', sent.Select(command => command.Line)), Encoding.UTF8, "application/x-ndjson"),
                };
                var lines = (await SendAsync(client, caller, request)).MustBe(200).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Select(line => JsonElement.Parse(line)).ToList();
                Assert.Equal(sent.Count, lines.Count);
                wrong.AddRange(
                    sent.Zip(lines).Where(cell => !IsAsTabled(caller, cell.First, cell.Second))
                    .Select(cell => $"{caller.Name}: {cell.First.Operation} ends in {cell.Second}"));
            }

            Assert.Empty(wrong);
            Assert.True(!isRefused || before == await RecordedAsync());
        }

        output.WriteLine($"{mayPost.Count * commands.Count} lines: {mayPost.Count} callers, {commands.Count} commands.");
    }

    private static bool IsAsTabled(MatrixCaller caller, Route command, JsonElement line)
    {
        var (status, code) = ((int)line.Number("status"), line.TryGetProperty("problem", out var problem) ? problem.Text("code") : null);
        return caller.Tabled(command) is { } refused ? (status, code) == refused : caller.IsLetIn(status, code);
    }

    private static async Task<Reply> SendAsync(HttpClient client, MatrixCaller caller, HttpRequestMessage request)
    {
        using (request)
        {
            if (caller.Bearer is not null)
            {
                request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {caller.Bearer}");
            }

            using var response = await client.SendAsync(request);
            Assert.Equal(
                (int)response.StatusCode is 401,
                response.Headers.WwwAuthenticate.Any(
                    way => way is { Scheme: "Bearer", Parameter: null } || way.Parameter!.Contains("invalid_token", StringComparison.Ordinal)));
            return await Reply.OfAsync(response);
        }
    }

    /// <summary>Events of both books and of the operator, whatever they are of.</summary>
    private async Task<long> RecordedAsync()
    {
        await using var command = (await LedgerHost.AlbaAsync).Services.GetRequiredService<NpgsqlDataSource>()
            .CreateCommand("select count(*) from ledger.mt_events where tenant_id = any($1) and type <> 'tombstone'");
        command.Parameters.AddWithValue(new[] { callers.Book.Code, callers.Other.Code });
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
