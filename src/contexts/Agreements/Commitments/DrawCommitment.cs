using Ledger.Agreements.Agreements;
using Ledger.Platform.Store;
using Notice = Ledger.Contracts.Messages;

namespace Ledger.Agreements.Commitments;

/// <summary>Draws an order down from the commitment: all of its lines or none. Asked again, it gives the answer that it gave before.</summary>
public static class DrawCommitmentHandler
{
    public static async Task Handle(Notice.OrderPlaced message, LedgerSession ledger, ICatalog catalog, CancellationToken ct)
    {
        var products = await catalog.ProductsAsync(ledger.Book, [.. message.Lines.Select(l => l.Product).Distinct()], ct);
        var stream = await ledger.OpenAsync<Agreement>(Agreement.KeyOf(message.Agreement), ct);
        await stream.RecordAsync(Decide(stream.State, message, products));
    }

    public static Decision Decide(Agreement? state, Notice.OrderPlaced message, IReadOnlyDictionary<string, ProductInfo> products)
    {
        if (state is null)
        {
            return Decision.Nothing.Tell(Refused(message, new(AgreementProblems.UnknownAgreement.Code, $"There is no agreement {message.Agreement}.")));
        }

        if (state.Draws.TryGetValue(DrawKey.Of(message.Order, message.Change), out var decided))
        {
            return Decision.Nothing.Tell(decided.Code is null ? Drawn(message) : Refused(message, decided));
        }

        if (Problem(state, message, products) is { } refusal)
        {
            var outcome = new DrawOutcome(refusal.Code.Code, refusal.Detail);
            return Decision.Accept(new CommitmentRefused(message.Order, message.Change, outcome.Code!, outcome.Detail!, message.OccurredAt)).Tell(Refused(message, outcome));
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

    private static Notice.CommitmentRefused Refused(Notice.OrderPlaced message, DrawOutcome outcome) =>
        new(message.Order, message.Change, message.Agreement, outcome.Code!, outcome.Detail!);
}

internal static class DrawnLines
{
    public static IReadOnlyList<DrawnLine> Of(Agreement agreement, IEnumerable<Notice.OrderedQuantity> lines) =>
    [
        .. lines.Select(l => new DrawnLine(
            l.Line, l.AgreementLine, l.Product, l.QuantityUnits, Decimals.Write(l.QuantityUnits * agreement.Line(l.AgreementLine)!.WeightOf(l.Product)))),
    ];
}
