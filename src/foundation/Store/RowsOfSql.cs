using System.Data.Common;
using Marten.Linq.QueryHandlers;
using Weasel.Storage;
using ICommandBuilder = Weasel.Postgresql.ICommandBuilder;

namespace Ledger.Store;

/// <summary>Rows of plain SQL within a batch of reads.</summary>
internal sealed class RowsOfSql<T>(string sql, Func<DbDataReader, T> read, object[] parameters) : IQueryHandler<IReadOnlyList<T>>
{
    public void ConfigureCommand(ICommandBuilder builder, IStorageSession session)
    {
        var parts = sql.Split('?');
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 0)
            {
                builder.AppendParameter(parameters[i - 1]);
            }

            builder.Append(parts[i]);
        }
    }

    public async Task<IReadOnlyList<T>> HandleAsync(DbDataReader reader, IStorageSession session, CancellationToken token)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(token))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public Task<int> StreamJson(Stream stream, DbDataReader reader, CancellationToken token) => throw new NotSupportedException("Rows are read, not streamed.");
}
