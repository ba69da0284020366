using System.Data.Common;
using JasperFx.Events;
using Weasel.Core;
using Weasel.Storage;
using ICommandBuilder = Weasel.Postgresql.ICommandBuilder;
using IStorageOperation = Marten.Internal.Operations.IStorageOperation;

namespace Ledger.Store;

/// <summary>
/// A call of a function within a commit. Marten's own way of queueing SQL takes it that nothing is answered; a call answers with a row, and what is read of the
/// next operation, such as a snapshot, would be that row.
/// </summary>
internal sealed class FunctionCall(string function, object[] arguments) : IStorageOperation
{
    /// <summary>What concerns events is carried out before all else, in the order of queueing: a call that refuses, before events are appended.</summary>
    public Type DocumentType => typeof(IEvent);

    public void ConfigureCommand(ICommandBuilder builder, IStorageSession session)
    {
        builder.Append($"select {function}(");
        for (var i = 0; i < arguments.Length; i++)
        {
            builder.Append(i == 0 ? "" : ", ");
            builder.AppendParameter(arguments[i]);
        }

        builder.Append(")");
    }

    /// <summary>The row says nothing; that it came means that the function has not refused.</summary>
    public Task PostprocessAsync(DbDataReader reader, IList<Exception> exceptions, CancellationToken token) => Task.CompletedTask;

    public OperationRole Role() => OperationRole.Other;
}
