using System.Text.Json;
using JasperFx.Events;
using Ledger.Agreements.Agreements;
using Ledger.Store.Replays;
using Marten;
using Npgsql;

namespace Ledger.Agreements.Progress;

/// <summary>
/// Agreements at two moments: their state, their lines' quantities, which also follow from movements of units, and the states of their milestones.
/// </summary>
public sealed class AgreementReplays(IDocumentStore store, NpgsqlDataSource database, ILineProgress progress, IJournal journal) : StreamReplays(store, database)
{
    public override string Of => "agreement";

    public override string Context => "agreements";

    protected override string Prefix => Agreement.KeyOf("");

    protected override bool IsOnlyOfOwnEvents => false;

    protected override async Task<IReadOnlyList<ReplayedFigure>> FiguresAsync(
        IQuerySession session, IReadOnlyList<IEvent> stream, ReplaySpan span, CancellationToken ct)
    {
        if (await session.FoldAsync<Agreement>(stream, new(span.EffectiveAt, span.To), ct) is not { } after)
        {
            return [];
        }

        var (book, code) = (session.TenantId, after.Code);
        var before = span.From is { } from ? await session.FoldAsync<Agreement>(stream, new(span.EffectiveAt, from), ct) : null;
        var told = before is null ? null : await progress.OfAgreementAsync(book, code, span.EffectiveAt, span.From, ct);
        var tells = await progress.OfAgreementAsync(book, code, span.EffectiveAt, span.To, ct);
        var figures = new List<ReplayedFigure>
        {
            Figures.State(
                Of, code, before is null ? null : Name(before.State), Name(after.State), span, stream.Where(e => e.Data is AgreementSigned or AgreementClosed)),
        };
        foreach (var line in after.Lines.OrderBy(l => l.Line))
        {
            var (key, old) = (AgreementLineKey.Of(code, line.Line), before?.Line(line.Line));
            figures.Add(Own("committed", old?.Committed, line.Committed, stream.Where(e => SetsTerms(e.Data, line.Line))));
            figures.Add(Own("ordered", old?.Drawn, line.Drawn, stream.Where(e => Draws(e.Data, line.Line))));
            foreach (var metric in Metric.All)
            {
                var (was, @is) =
                    (old is null ? (Fraction?)null : LineFigures.Sum(old, code, metric, told!.Balances), LineFigures.Sum(line, code, metric, tells.Balances));
                figures.Add(was == @is || span.From is null
                    ? Figures.Quantity("agreementLine", key, metric, was, @is, span, 0, [])
                    : await MovedAsync(book, key, metric, was, @is, span, Figures.CausesAmong(stream.Where(e => Weighs(e.Data, line.Line)), span), ct));
            }

            ReplayedFigure Own(string figure, Fraction? was, Fraction @is, IEnumerable<IEvent> events)
            {
                var causes = was == @is ? [] : Figures.CausesAmong(events, span);
                return Figures.Quantity("agreementLine", key, figure, was, @is, span, causes.Count, causes);
            }
        }

        figures.AddRange(after.Milestones.OrderBy(m => m.Code, StringComparer.Ordinal).Select(m => Figures.State(
            "milestone", $"{code}/{m.Code}", before?.Milestone(m.Code) is { } old ? Name(old.State) : null, Name(m.State), span,
            stream.Where(e => IsOf(e.Data, m.Code)))));
        return figures;
    }

    /// <summary>A line's quantity changes by what the journal has, and by what its substitutes count for.</summary>
    private async Task<ReplayedFigure> MovedAsync(
        string book, string line, string metric, Fraction? was, Fraction @is, ReplaySpan span, IReadOnlyList<EventMark> weighed, CancellationToken ct)
    {
        var question = new JournalQuestion(span.To, span.From!.Value, span.EffectiveAt) { Line = line, Conditions = Metric.ConditionsOf(metric) };
        var moved = await journal.EntriesAsync(book, question, JournalPlace.Start, ReplayedFigure.EventsMax, ct);
        var events = moved.Entries.Select(e => new EventMark(e.Position, e.Event, e.Type)).Concat(weighed).DistinctBy(e => e.Position).OrderBy(e => e.Position);
        return Figures.Quantity("agreementLine", line, metric, was, @is, span, moved.EventsCount + weighed.Count, events);
    }

    private static bool SetsTerms(object fact, int line) =>
        fact is AgreementSigned signed ? signed.Lines.Any(l => l.Line == line) : fact is AgreementAmended amended && amended.Lines.Any(l => l.Line == line);

    private static bool Draws(object fact, int line) =>
        fact is CommitmentDrawn drawn ? drawn.Lines.Any(l => l.Line == line) : fact is CommitmentReleased released && released.Lines.Any(l => l.Line == line);

    private static bool Weighs(object fact, int line) => fact switch
    {
        SubstitutionApproved approved => approved.Line == line,
        AgreementSigned signed => signed.Lines.Any(l => l.Line == line && l.Weights is not null),
        AgreementAmended amended => amended.Lines.Any(l => l.Line == line && l.Weights is not null),
        _ => false,
    };

    private static bool IsOf(object fact, string milestone) => fact switch
    {
        AgreementSigned e => e.Milestones.Any(m => m.Milestone == milestone),
        AgreementAmended e => e.Milestones.Any(m => m.Milestone == milestone),
        MilestoneReached e => e.Milestone == milestone,
        MilestoneFellBack e => e.Milestone == milestone,
        MilestoneMissed e => e.Milestone == milestone,
        MilestoneConfirmed e => e.Milestone == milestone,
        MilestoneDisputed e => e.Milestone == milestone,
        MilestoneDisputeWithdrawn e => e.Milestone == milestone,
        MilestoneWaived e => e.Milestone == milestone,
        _ => false,
    };

    private static string Name<T>(T state)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(state.ToString());
}
