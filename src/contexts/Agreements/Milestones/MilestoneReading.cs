using System.Numerics;
using Ledger.Agreements.Agreements;

namespace Ledger.Agreements.Milestones;

/// <summary>What is read from the figures about a milestone.</summary>
/// <param name="Position">Position of the last movement that the count includes.</param>
/// <param name="Count">What counts toward it by all that is known.</param>
/// <param name="AtDueEnd">What counted when its due date ended; null while that is not over.</param>
/// <param name="Rose">The fact by which it is reached and has been since; null when it is not.</param>
/// <param name="Fell">The fact by which it is not reached any more.</param>
/// <param name="IsInTime">Enough counted when the due date ended, whatever became of it since.</param>
/// <param name="IsComplete">Whether the journal, which follows the events by a moment too, has come to that position.</param>
internal sealed record MilestoneReading(
    long Position, Fraction Count, Fraction? AtDueEnd = null, CountStep? Rose = null, CountStep? Fell = null, bool IsInTime = false,
    bool IsComplete = true)
{
    /// <returns>Null when nothing about the milestone can have changed.</returns>
    public static async Task<MilestoneReading?> OfAsync(
        Milestone milestone, Agreement agreement, AgreementProgress now, DateTimeOffset? time, IReadOnlyDictionary<string, ProductInfo> products,
        ILineProgress progress, string book, CancellationToken ct)
    {
        var (count, isOver) = (MilestoneCount.Of(milestone, agreement, now.Balances, products), milestone.DueEnd <= time);
        var (units, scale) = MilestoneCount.Weighed(milestone, agreement, now.Balances, products);
        if (!await IsChangedAsync())
        {
            return null;
        }

        var all = await progress.CountAsync(book, units, null, ct);
        // A fact may take effect later than the latest that was told.
        isOver |= milestone.DueEnd <= all.EffectiveHigh;
        var due = isOver ? await progress.CountAsync(book, units, milestone.DueEnd, ct) : null;
        var inTime = milestone.FirstDueOn is null ? due : await progress.CountAsync(book, units, milestone.LateFrom, ct);
        return new(
            now.Position, count, due is null ? null : Plain(due.Total), all.Rose, all.Fell, inTime?.Total >= units.Quantity,
            all.Position >= now.Position);

        // A deal has hundreds of thousands of movements: they are gone through only where that can tell anything new.
        async Task<bool> IsChangedAsync() => milestone.State switch
        {
            MilestoneState.Reached when count >= milestone.Quantity =>
                await progress.IsRevisedAsync(book, units, milestone.Reached!.Position, milestone.Reached.OccurredAt, ct),
            MilestoneState.Planned when isOver => true,
            MilestoneState.Reached => true,
            _ => count >= milestone.Quantity,
        };

        Fraction Plain(BigInteger total) => total / scale;
    }
}
