using JasperFx.CodeGeneration.Frames;
using JasperFx.CodeGeneration.Model;

namespace Ledger.Store.Messaging;

/// <summary>Makes what a slice works with around the very session and outbox that Wolverine opened for the handler.</summary>
internal sealed class LedgerSessionSource : IVariableSource
{
    public bool Matches(Type type) => type == typeof(LedgerSession) || type == typeof(Deal);

    public Variable Create(Type type) => new ConstructorFrame(type, type.GetConstructors().Single()).Variable;
}
