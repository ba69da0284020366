using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ledger.Inventory.Checks;

/// <summary>
/// Runs the checks over every book from time to time, and keeps what they found for <c>/health/ready</c>: asking for readiness must stay cheap. Twins, in
/// which integrators rehearse, are checked by who asks for it.
/// </summary>
public sealed partial class BalanceWatch(BalanceCheck check, NpgsqlDataSource database, TimeProvider clock, ILogger<BalanceWatch> log)
    : RepeatedWork(TimeSpan.FromMinutes(5), clock, log), IHealthCheck
{
    private volatile Watched? _last;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (_last is not { } last)
        {
            return Task.FromResult(HealthCheckResult.Healthy("The first balance check is running."));
        }

        var data = new Dictionary<string, object> { ["checkedAt"] = last.At, ["books"] = last.Reports.Count, ["units"] = last.Reports.Sum(r => r.Units) };
        var broken = last.Reports.Where(r => !r.Holds).ToList();
        if (broken.Count == 0)
        {
            return Task.FromResult(HealthCheckResult.Healthy("All accounts sum to zero; journal and custody agree.", data));
        }

        var findings = string.Join(" ", broken.Select(r => $"{r.Book}: {string.Join("; ", r.Findings.Take(3))}."));
        return Task.FromResult(broken.TrueForAll(r => r.Balances)
            ? HealthCheckResult.Degraded(findings, data: data)
            : HealthCheckResult.Unhealthy(findings, data: data));
    }

    protected override async Task TakeTurnAsync(CancellationToken ct)
    {
        var reports = new List<BalanceReport>();
        foreach (var book in await BooksAsync(ct))
        {
            reports.Add(await check.RunAsync(book, ct));
        }

        var told = (_last?.Reports ?? []).Where(r => r.Balances).ToDictionary(r => r.Book, r => r.Findings);
        _last = new(Clock.GetUtcNow(), reports);
        foreach (var report in reports.Where(r => !r.Balances))
        {
            LogBroken(report.Book, string.Join("; ", report.Findings));
        }

        // What partners told stays so: it is said once.
        foreach (var report in reports.Where(r => r.Balances && !r.Holds && !r.Findings.SequenceEqual(told.GetValueOrDefault(r.Book, []))))
        {
            LogOverShipped(report.Book, string.Join("; ", report.Findings));
        }
    }

    private async Task<List<string>> BooksAsync(CancellationToken ct)
    {
        await using var command =
            database.CreateCommand($"select distinct book from {Journal.JournalSchema.Balance} where strpos(book, '~') = 0 order by book");
        var books = new List<string>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            books.Add(rows.GetString(0));
        }

        return books;
    }

    [LoggerMessage(LogLevel.Critical, "The balance check of book {Book} failed: {Findings}")]
    private partial void LogBroken(string book, string findings);

    [LoggerMessage(LogLevel.Warning, "By what was told, more was shipped in book {Book} than ordered for a while: {Findings}")]
    private partial void LogOverShipped(string book, string findings);

    private sealed record Watched(DateTimeOffset At, IReadOnlyList<BalanceReport> Reports);
}
