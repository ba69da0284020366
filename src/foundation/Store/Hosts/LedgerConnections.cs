using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Ledger.Store.Hosts;

/// <summary>
/// The connection strings of a host: the owner's, and those of the host at work and of the sealer, which may log in under names of their own.
/// </summary>
public sealed class LedgerConnections(string owner, IConfiguration configuration)
{
    public string Owner { get; } = Read("Ledger", owner).ConnectionString;

    public NpgsqlConnectionStringBuilder App { get; } = Of(configuration, LedgerStore.AppSetting, owner, DatabaseRoles.App);

    public NpgsqlConnectionStringBuilder Sealer { get; } = Of(configuration, LedgerStore.SealerSetting, owner, DatabaseRoles.Sealer);

    /// <summary>Each with the name of its setting.</summary>
    internal IReadOnlyList<(string Setting, string ConnectionString, string Role)> OfRoles =>
        [(LedgerStore.AppSetting, App.ConnectionString, DatabaseRoles.App), (LedgerStore.SealerSetting, Sealer.ConnectionString, DatabaseRoles.Sealer)];

    internal bool IsOwn(string setting) => configuration.GetConnectionString(setting) is { Length: > 0 };

    private static NpgsqlConnectionStringBuilder Of(IConfiguration configuration, string setting, string owner, string role) =>
        configuration.GetConnectionString(setting) is { Length: > 0 } own
            ? Read(setting, own)
            : DatabaseRoles.As(Read("Ledger", owner).ConnectionString, role);

    /// <summary>A refusal of the guards names serials in its detail, which Npgsql keeps back unless told otherwise.</summary>
    private static NpgsqlConnectionStringBuilder Read(string setting, string connectionString)
    {
        try
        {
            return new(connectionString) { IncludeErrorDetail = true };
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            // The message of the library may quote what it did not understand, such as a password.
            throw new StartRefusedException(
                $"ConnectionStrings:{setting} is no connection string of PostgreSQL, such as Host=db.example;Database=ledger;Username=ledger;Password=…");
        }
    }
}
