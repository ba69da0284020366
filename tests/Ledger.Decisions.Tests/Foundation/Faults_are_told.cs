using Ledger.Door.Refusals;
using Ledger.Kernel;
using Ledger.Store.Health;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Ledger.Decisions.Tests.Foundation;

/// <summary>What a caller is told when the database goes away: to send it again with the same key, however the fault is wrapped.</summary>
public class Faults_are_told
{
    public static TheoryData<Exception> LostConnections =>
    [
        new NpgsqlException("The connection is gone."),
        new PostgresException("terminating connection", "FATAL", "FATAL", PostgresErrorCodes.AdminShutdown),
        new ObjectDisposedException("NpgsqlTransaction", new PostgresException("terminating connection", "FATAL", "FATAL", PostgresErrorCodes.AdminShutdown)),
        new InvalidOperationException("Rolling back failed.", new ObjectDisposedException("NpgsqlTransaction", new NpgsqlException("The connection is gone."))),
    ];

    [Theory]
    [MemberData(nameof(LostConnections))]
    public void A_database_that_went_away_is_unavailable(Exception fault) => Assert.Equal(Problems.Unavailable.Code, Told(fault).Code);

    [Fact]
    public void Any_other_fault_is_not_explained_away() =>
        Assert.Equal(Problems.Unexpected.Code, Told(new InvalidOperationException("x", new FormatException())).Code);

    private static Problem Told(Exception fault)
    {
        using var writes = new WriteWatch("", () => [], TimeProvider.System, NullLogger<WriteWatch>.Instance);
        return new ExceptionProblems(writes, NullLogger<ExceptionProblems>.Instance).Tell(fault, new DefaultHttpContext().Request);
    }
}
