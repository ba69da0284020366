using Ledger.Agreements.Agreements;
using Ledger.Contracts.Messages;
using Marten;

namespace Ledger.Agreements.Milestones;

/// <summary>A twin begins with the book's agreements, so the alarms of their due dates are set in it too.</summary>
public static class TwinBegunHandler
{
    public static async Task Handle(TwinBegunNotice _, LedgerSession ledger, IQuerySession session, ICatalog catalog, CancellationToken ct)
    {
        foreach (var agreement in await session.Query<Agreement>().ToListAsync(ct))
        {
            await DueDates.WatchAsync(agreement.Code, agreement.Milestones.Where(m => m.IsOpen).Select(m => (m.Code, m.DueOn, m.DueEnd)), ledger, catalog, ct);
        }
    }
}
