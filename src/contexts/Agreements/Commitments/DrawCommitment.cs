using Ledger.Agreements.Agreements;
using Ledger.Contracts.Messages;
using Marten;

namespace Ledger.Agreements.Commitments;

/// <summary>What a draw is decided on.</summary>
/// <param name="Before">What was decided when the message came before.</param>
public sealed record DrawCommitmentCase(Agreement? Agreement, DrawDecision? Before, IReadOnlyDictionary<string, ProductInfo> Products);

/// <summary>Draws an order down from the commitment: all of its lines or none. Asked again, it gives the answer that it gave before.</summary>
public static class DrawCommitmentHandler
{
    public static async Task Handle(OrderPlacedNotice message, LedgerSession ledger, IDocumentSession session, ICatalog catalog, CancellationToken ct)
    {
        var products = await catalog.ProductsAsync(ledger.Book, [.. message.Lines.Select(l => l.Product).Distinct()], ct);
        var stream = await ledger.OpenAsync<Agreement>(Agreement.KeyOf(message.Agreement), ct);
        var before = await session.LoadAsync<DrawDecision>(DrawDecision.DrawKey(message.Order, message.Change), ct);
        await stream.RecordAsync(Decide(message, new(stream.State, before, products), new(Sender.Ledger, message.OccurredAt)));
    }

    public static Decision Decide(OrderPlacedNotice message, DrawCommitmentCase facts, Told told)
    {
        if (facts.Agreement is not { } agreement)
        {
            return Decision.Nothing.Tell(
                Refused(message, AgreementProblems.UnknownAgreement.Code, $"Agreement {message.Agreement} does not exist in this book."));
        }

        if (facts.Before is { } before)
        {
            return Decision.Nothing.Tell(before.Code is null ? Drawn(message) : Refused(message, before.Code, before.Detail!));
        }

        if (Problem(agreement, message, facts.Products) is { } refusal)
        {
            return Decision.Accept(new CommitmentRefused(message.Order, message.Change, refusal.Code.Code, refusal.Detail, told.When))
                .Tell(Refused(message, refusal.Code.Code, refusal.Detail));
        }

        return Decision.Accept(new CommitmentDrawn(message.Order, message.Change, DrawnLines.Of(agreement, message.Lines), told.When)).Tell(Drawn(message));
    }

    private static Refusal? Problem(Agreement agreement, OrderPlacedNotice message, IReadOnlyDictionary<string, ProductInfo> products)
    {
        if (agreement.IsClosed)
        {
            return new Refusal(AgreementProblems.AgreementClosed, $"Agreement {agreement.Code} is closed.");
        }

        foreach (var ordered in message.Lines)
        {
            if (agreement.Line(ordered.AgreementLine) is not { } line)
            {
                return new Refusal(AgreementProblems.UnknownLine, $"The agreement has no line {ordered.AgreementLine}.");
            }

            if (!products.TryGetValue(ordered.Product, out var product) || !line.Takes(product))
            {
                return new Refusal(AgreementProblems.WrongProduct, $"Line {line.Line} of the agreement does not accept product {ordered.Product}.");
            }
        }

        foreach (var wanted in message.Lines.GroupBy(l => l.AgreementLine))
        {
            var line = agreement.Line(wanted.Key)!;
            var units = Fraction.Sum(wanted.Select(l => l.QuantityUnits * line.WeightOf(l.Product)));
            if (line.Drawn + units > line.Committed)
            {
                return new Refusal(
                    AgreementProblems.CommitmentExceeded,
                    $"Line {line.Line} of the agreement has {Decimals.Write(line.Committed - line.Drawn)} units left, "
                    + $"but the order asks for {Decimals.Write(units)}. Order no more than that, or commit to more with AmendAgreement.");
            }
        }

        return null;
    }

    private static CommitmentDrawnNotice Drawn(OrderPlacedNotice message) => new(message.Order, message.Change, message.Agreement);

    private static CommitmentRefusedNotice Refused(OrderPlacedNotice message, string code, string detail) =>
        new(message.Order, message.Change, message.Agreement, code, detail);
}

internal static class DrawnLines
{
    public static IReadOnlyList<DrawnLine> Of(Agreement agreement, IEnumerable<OrderedQuantity> lines) =>
    [
        .. lines.Select(l => new DrawnLine(
            l.Line, l.AgreementLine, l.Product, l.QuantityUnits, Decimals.Write(l.QuantityUnits * agreement.Line(l.AgreementLine)!.WeightOf(l.Product)))),
    ];
}
