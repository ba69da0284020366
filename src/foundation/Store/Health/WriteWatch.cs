using Marten;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Npgsql;
using Weasel.Postgresql.Tables;

namespace Ledger.Store.Health;

/// <summary>
/// Whether the database takes down what it is given. A row is written every few seconds on a connection of its own, for sessions go on for a while on a server
/// that is read-only, lets nobody in any more or has lost its files. A full disk may still take that row, so what requests meet with counts as well.
/// </summary>
/// <param name="pools">Connections of the host. A session that began while the server was read-only stays so, and makes room for another one.</param>
public sealed class WriteWatch(string connectionString, Func<IEnumerable<NpgsqlDataSource>> pools, TimeProvider clock, ILogger<WriteWatch> log)
    : RepeatedWork(TimeSpan.FromSeconds(2), clock, log), IHealthCheck
{
    private const string Table = $"{LedgerStore.Schema}.pulse";

    private const string Sql = $"""
        insert into {Table} (one, at) values (true, clock_timestamp()) on conflict (one) do update set at = excluded.at
        returning current_setting('server_version')
        """;

    private const int SecondsMax = 5;

    /// <summary>How long after its end an outage that requests met with is told, unless one has been recorded since.</summary>
    private static readonly TimeSpan Told = TimeSpan.FromSeconds(15);

    private readonly string _connectionString =
        new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, Timeout = SecondsMax, CommandTimeout = SecondsMax }.ConnectionString;

    private volatile Tried? _tried;
    private volatile Tried? _met;
    private volatile bool _wasReadOnly;

    public static void AddTo(StoreOptions options)
    {
        var table = new Table(Table);
        table.AddColumn<bool>("one").AsPrimaryKey();
        table.AddColumn("at", "timestamptz").NotNull();
        options.Storage.ExtendedSchemaObjects.Add(table);
    }

    /// <summary>A request failed. What it says of itself, such as that it took too long, says nothing of the server.</summary>
    public void Failed(Exception outage)
    {
        if (outage.GetBaseException() is PostgresException e && Outage.IsOfServer(e))
        {
            _met = new(Clock.GetTimestamp(), e.Message);
            _wasReadOnly |= Outage.IsReadOnly(e);
        }
    }

    /// <summary>A request was recorded.</summary>
    public void Worked() => _met = null;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var tried = _tried;
        return Task.FromResult(
            tried is null ? HealthCheckResult.Unhealthy("Nothing has been written yet.")
            : tried.Fault is { } fault ? HealthCheckResult.Unhealthy($"The database takes nothing down: {fault}")
            : Clock.GetElapsedTime(tried.At) is var since && since > TimeSpan.FromSeconds(3 * SecondsMax)
                ? HealthCheckResult.Unhealthy($"The database has not answered for {since.TotalSeconds:N0} seconds.")
            : _met is { } met && Clock.GetElapsedTime(met.At) < Told ? HealthCheckResult.Unhealthy($"The database did not take a request down: {met.Fault}")
            : HealthCheckResult.Healthy($"PostgreSQL {tried.Version}."));
    }

    protected override async Task TakeTurnAsync(CancellationToken ct)
    {
        try
        {
            await using var connection = new NpgsqlConnection(_connectionString);
            await connection.OpenAsync(ct);
            await using var command = new NpgsqlCommand(Sql, connection);
            var version = (string?)await command.ExecuteScalarAsync(ct);
            if (_wasReadOnly)
            {
                BeginAnew();
            }

            _tried = new(Clock.GetTimestamp(), null, version);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            _tried = new(Clock.GetTimestamp(), e.GetBaseException().Message);
            _wasReadOnly |= Outage.IsReadOnly(e);
            throw;
        }
    }

    private void BeginAnew()
    {
        foreach (var pool in pools())
        {
            pool.Clear();
        }

        _wasReadOnly = false;
    }

    private sealed record Tried(long At, string? Fault, string? Version = null);
}
