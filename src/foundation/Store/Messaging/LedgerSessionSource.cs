using JasperFx.CodeGeneration.Frames;
using JasperFx.CodeGeneration.Model;

namespace Ledger.Store.Messaging;

/// <summary>
/// Makes what a slice works with around the very session and outbox that Wolverine opened for the handler, and around the hand that the door put there; a message
/// handler, behind no door, gets an empty one.
/// </summary>
internal sealed class LedgerSessionSource : IVariableSource
{
    public bool Matches(Type type) => type == typeof(LedgerSession) || type == typeof(Deal) || type == typeof(CommandInHand);

    public Variable Create(Type type) =>
        type == typeof(CommandInHand) ? new EmptyHand().Hand : new ConstructorFrame(type, type.GetConstructors().Single()).Variable;
}
