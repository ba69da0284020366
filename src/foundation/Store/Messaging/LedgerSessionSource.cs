using JasperFx.CodeGeneration.Frames;
using JasperFx.CodeGeneration.Model;

namespace Ledger.Store.Messaging;

/// <summary>
/// Makes what a slice works with around the very session and outbox that Wolverine opened for the handler. A message brings no command along, so its hand is a new one;
/// for a request the door has it taken from the request's services.
/// </summary>
internal sealed class LedgerSessionSource : IVariableSource
{
    public bool Matches(Type type) => type == typeof(LedgerSession) || type == typeof(Deal) || type == typeof(CommandInHand);

    public Variable Create(Type type) => new ConstructorFrame(type, type.GetConstructors().Single()).Variable;
}
