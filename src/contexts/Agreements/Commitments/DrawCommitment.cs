using Ledger.Agreements.Agreements;
using Marten;
using Notice = Ledger.Contracts.Messages;

namespace Ledger.Agreements.Commitments;

/// <summary>Draws an order down from the commitment: all of its lines or none. Asked again, it gives the answer that it gave before.</summary>
public static class DrawCommitmentHandler
{
    public static async Task Handle(Notice.OrderPlaced message, LedgerSession ledger, IDocumentSession session, ICatalog catalog, CancellationToken ct)
    {
        var products = await catalog.ProductsAsync(ledger.Book, [.. message.Lines.Select(l => l.Product).Distinct()], ct);
        var stream = await ledger.OpenAsync<Agreement>(Agreement.KeyOf(message.Agreement), ct);
        var before = await session.LoadAsync<DrawDecision>(DrawDecision.DrawKey(message.Order, message.Change), ct);
        await stream.RecordAsync(Decide(stream.State, before, message, products));
    }

    /// <param name="before">What was decided when the message came before.</param>
    public static Decision Decide(Agreement? state, DrawDecision? before, Notice.OrderPlaced message, IReadOnlyDictionary<string, ProductInfo> products)
    {
        if (state is null)
        {
            return Decision.Nothing.Tell(Refused(message, AgreementProblems.UnknownAgreement.Code, $"There is no agreement {message.Agreement}."));
        }

        if (before is not null)
        {
            return Decision.Nothing.Tell(before.Code is null ? Drawn(message) : Refused(message, before.Code, before.Detail!));
        }

        if (Problem(state, message, products) is { } refusal)
        {
            return Decision.Accept(new CommitmentRefused(message.Order, message.Change, refusal.Code.Code, refusal.Detail, message.OccurredAt))
                .Tell(Refused(message, refusal.Code.Code, refusal.Detail));
        }

        return Decision.Accept(new CommitmentDrawn(message.Order, message.Change, DrawnLines.Of(state, message.Lines), message.OccurredAt)).Tell(Drawn(message));
    }

    private static Refusal? Problem(Agreement state, Notice.OrderPlaced message, IReadOnlyDictionary<string, ProductInfo> products)
    {
        if (state.IsClosed)
        {
            return new Refusal(AgreementProblems.AgreementClosed, $"The agreement {state.Code} is closed.");
        }

        foreach (var ordered in message.Lines)
        {
            if (state.Line(ordered.AgreementLine) is not { } line)
            {
                return new Refusal(AgreementProblems.UnknownLine, $"The agreement has no line {ordered.AgreementLine}.");
            }

            if (!products.TryGetValue(ordered.Product, out var product) || !line.Takes(product))
            {
                return new Refusal(AgreementProblems.WrongProduct, $"The agreement's line {line.Line} does not take {ordered.Product}.");
            }
        }

        foreach (var wanted in message.Lines.GroupBy(l => l.AgreementLine))
        {
            var line = state.Line(wanted.Key)!;
            var units = wanted.Sum(l => l.QuantityUnits * line.WeightOf(l.Product));
            if (line.Drawn + units > line.Committed)
            {
                return new Refusal(
                    AgreementProblems.CommitmentExceeded,
                    $"The agreement's line {line.Line} has {Decimals.Write(line.Committed - line.Drawn)} units left; {Decimals.Write(units)} are asked for.");
            }
        }

        return null;
    }

    private static Notice.CommitmentDrawn Drawn(Notice.OrderPlaced message) => new(message.Order, message.Change, message.Agreement);

    private static Notice.CommitmentRefused Refused(Notice.OrderPlaced message, string code, string detail) =>
        new(message.Order, message.Change, message.Agreement, code, detail);
}

internal static class DrawnLines
{
    public static IReadOnlyList<DrawnLine> Of(Agreement agreement, IEnumerable<Notice.OrderedQuantity> lines) =>
    [
        .. lines.Select(l => new DrawnLine(
            l.Line, l.AgreementLine, l.Product, l.QuantityUnits, Decimals.Write(l.QuantityUnits * agreement.Line(l.AgreementLine)!.WeightOf(l.Product)))),
    ];
}
