using System.Text;
using JasperFx.Events;
using Ledger.Kernel;
using Ledger.Sealing.Canonical;

namespace Ledger.Store;

/// <summary>
/// Tells before an event is recorded whether it could be sealed afterwards, by the very code that seals: one that could not would stop its book's log.
/// </summary>
public static class Sealable
{
    private static readonly NewtonsoftSerializer Serializer = new();

    /// <returns>Why one of the events cannot be sealed; null when all can.</returns>
    public static Refusal? Refuse(IEnumerable<IEvent> events)
    {
        foreach (var recorded in events)
        {
            try
            {
                CanonicalJson.Of(Encoding.UTF8.GetBytes(Serializer.Keep(recorded.Data)));
            }
            catch (NotCanonicalException e)
            {
                return new(Problems.NotSealable, $"{recorded.EventTypeName}: {e.Message}");
            }
        }

        return null;
    }
}
