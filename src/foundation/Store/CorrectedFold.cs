using JasperFx.Events;
using Ledger.Contracts;
using Ledger.Contracts.Ports;

namespace Ledger.Store;

/// <summary>
/// A stream as it is without what was declared erroneous. Events that moved units stay: the units are put right by the events that moved them back.
/// </summary>
internal static class CorrectedFold
{
    public static IReadOnlyList<IEvent> Without(IReadOnlyList<IEvent> events, IReadOnlyCollection<DeclarationNote> declarations)
    {
        var declared = declarations.Select(note => note.Event).ToHashSet();
        return [.. events.Where(e => e.Data is IMovesUnits || !declared.Contains(e.Id))];
    }
}
