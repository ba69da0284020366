using JasperFx.CodeGeneration.Frames;
using JasperFx.CodeGeneration.Model;

namespace Ledger.Store.Messaging;

/// <summary>Makes the slice's <see cref="LedgerSession"/> around the very session and outbox that Wolverine opened for the handler.</summary>
internal sealed class LedgerSessionSource : IVariableSource
{
    public bool Matches(Type type) => type == typeof(LedgerSession);

    public Variable Create(Type type) => new ConstructorFrame(typeof(LedgerSession), typeof(LedgerSession).GetConstructors().Single()).Variable;
}
