using Ledger.Contracts.Ports;
using Marten;
using Marten.Services.BatchQuerying;

namespace Ledger.Store;

/// <summary>Questions of one slice. Ports that answer them from the database put their reads into <see cref="Batch"/>.</summary>
public sealed class Questions : IQuestions
{
    private readonly IQuerySession _session;
    private IBatchedQuery? _batch;

    internal Questions(IQuerySession session) => _session = session;

    public string Book => _session.TenantId;

    /// <summary>What goes with the next round trip.</summary>
    public IBatchedQuery Batch => _batch ??= _session.CreateBatchQuery();

    /// <summary>Sends what was asked since the last time; nothing when that was nothing.</summary>
    internal async Task SendAsync(CancellationToken ct)
    {
        if (_batch is { } batch)
        {
            _batch = null;
            await batch.Execute(ct);
        }
    }
}

public static class QuestionsOfPorts
{
    extension(IQuestions questions)
    {
        public IBatchedQuery Batch => ((Questions)questions).Batch;

        /// <summary>Adds rows of plain SQL to what is read; each ? is a parameter.</summary>
        public Task<IReadOnlyList<T>> Rows<T>(string sql, Func<System.Data.Common.DbDataReader, T> read, params object[] parameters) =>
            questions.Batch.AddItem<IReadOnlyList<T>>(new RowsOfSql<T>(sql, read, parameters));
    }
}
