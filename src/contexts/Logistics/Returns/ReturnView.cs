using System.Text.Json;
using Marten;
using Microsoft.AspNetCore.Http;
using Wolverine.Http;

namespace Ledger.Logistics.Returns;

/// <summary>A return for reading: what was asked for and answered, and where its units are, as counts.</summary>
public sealed class ReturnView : IShowsDeclarations
{
    /// <summary>Stream key.</summary>
    public string Id { get; set; } = "";

    public string Return { get; set; } = "";

    public ReturnState State { get; set; }

    public string Product { get; set; } = "";

    /// <summary>Site that the units are sent back from.</summary>
    public string Site { get; set; } = "";

    public string Reason { get; set; } = "";

    /// <summary>Party that was asked; absent where nobody was.</summary>
    public string? Supplier { get; set; }

    /// <summary>The supplier's number of its authorisation.</summary>
    public string? Rma { get; set; }

    /// <summary>End of the time in which the units are to be sent, exclusive.</summary>
    public DateTimeOffset? ValidUntil { get; set; }

    /// <summary>Why the supplier refused; absent unless it did.</summary>
    public string? Refusal { get; set; }

    /// <summary>Site that the units go to.</summary>
    public string? To { get; set; }

    public string? Carrier { get; set; }

    public DateTimeOffset? RequestedAt { get; set; }

    public DateTimeOffset? SentAt { get; set; }

    /// <summary>Units that the customer asks to send back, or sent.</summary>
    public long QuantityUnits { get; set; }

    public long InTransitUnits { get; set; }

    /// <summary>Units that a final receipt did not see, and that nothing has become of yet.</summary>
    public long MissingUnits { get; set; }

    public long WrittenOffUnits { get; set; }

    /// <summary>Units that came to their supplier.</summary>
    public long ArrivedUnits { get; set; }

    /// <summary>Units that are back at the customer's, because they never left or came back.</summary>
    public long CancelledUnits { get; set; }

    public long CreditedUnits { get; set; }

    /// <summary>The return waits for an answer, for its units to be sent, or for units that are on their way or missing.</summary>
    public bool IsOpen => State is ReturnState.Requested or ReturnState.Authorised || InTransitUnits > 0 || MissingUnits > 0;

    public List<ReturnReceiptView> Receipts { get; set; } = [];

    public List<ReturnLossView> Losses { get; set; } = [];

    public IReadOnlyList<DeclarationNote>? Declarations { get; set; }

    public void Apply(ReturnRequested e)
    {
        (Id, Return, State, Product, Site) = (UnitReturn.Key(e.Return), e.Return, ReturnState.Requested, e.Product, e.Site);
        (Reason, Supplier, RequestedAt, QuantityUnits) = (e.Reason, e.Supplier, e.OccurredAt, e.Serials.Count);
    }

    public void Apply(ReturnAuthorised e) =>
        (State, Rma, To, ValidUntil, Refusal) = (ReturnState.Authorised, e.Rma, e.To, e.ValidUntil, null);

    public void Apply(ReturnRefused e) =>
        (State, Refusal, Rma, To, ValidUntil) = (ReturnState.Refused, e.Reason, null, null, null);

    public void Apply(ReturnWithdrawn _) => State = ReturnState.Withdrawn;

    public void Apply(UnitsReturned e)
    {
        (Id, Return, State, Site, Reason) = (UnitReturn.Key(e.Return), e.Return, ReturnState.Sent, e.Site, e.Reason);
        (Product, To, Carrier, SentAt) = (e.Movements.FirstOrDefault()?.Product ?? Product, e.To, e.Carrier, e.OccurredAt);
        QuantityUnits = e.Movements.Sum(m => (long)m.QuantityUnits);
        Move(e.Movements);
    }

    public void Apply(ReturnReceived e)
    {
        Move(e.Movements);
        Receipts.Add(new(e.Receipt, e.IsFinal, UnitsTo(Condition.Returned), UnitsTo(Condition.NotReturned), e.OccurredAt));

        long UnitsTo(string condition) => e.Movements.Where(m => Account.ConditionOf(m.To) == condition).Sum(m => (long)m.QuantityUnits);
    }

    public void Apply(ReturnWrittenOff e)
    {
        Move(e.Movements);
        Losses.Add(new(e.WriteOff, e.Movements.Sum(m => (long)m.QuantityUnits), e.Reason, e.By, e.Liable, e.Claim, e.OccurredAt));
    }

    public void Apply(ReturnCancelled e) => Move(e.Movements);

    public void Apply(ReturnCredited e) => CreditedUnits += e.Orders.Sum(on => on.QuantityUnits);

    private void Move(IReadOnlyList<Movement> movements)
    {
        foreach (var movement in movements)
        {
            Count(movement.From, -movement.QuantityUnits);
            Count(movement.To, movement.QuantityUnits);
        }
    }

    /// <summary>What leaves the customer's site was not counted, and what is there again is cancelled.</summary>
    private void Count(string account, long units)
    {
        switch (Account.ConditionOf(account))
        {
            case Condition.Returning:
                InTransitUnits += units;
                break;
            case Condition.NotReturned:
                MissingUnits += units;
                break;
            case Condition.WrittenOff:
                WrittenOffUnits += units;
                break;
            case Condition.Returned:
                ArrivedUnits += units;
                break;
            default:
                CancelledUnits += Math.Max(0, units);
                break;
        }
    }
}

/// <param name="ReceivedUnits">Units that it saw.</param>
/// <param name="MissingUnits">Units that it found missing.</param>
public sealed record ReturnReceiptView(string Receipt, bool IsFinal, long ReceivedUnits, long MissingUnits, DateTimeOffset OccurredAt);

/// <param name="By">Party that gave the units up.</param>
/// <param name="Liable">Party that answers for the loss.</param>
/// <param name="Claim">Reference of the claim against it.</param>
public sealed record ReturnLossView(
    string WriteOff, long QuantityUnits, string Reason, string? By, string Liable, string? Claim, DateTimeOffset OccurredAt);

public static class ReturnReads
{
    /// <summary>What is computed from other members is not kept, so <see cref="ReturnView.IsOpen"/> is asked for by those.</summary>
    private const string InState = """
        (d.data ->> 'state' = ? or (? = 'open' and (d.data ->> 'state' in ('requested', 'authorised')
            or (d.data ->> 'inTransitUnits')::bigint > 0 or (d.data ->> 'missingUnits')::bigint > 0)))
        """;

    private const string Open = "open";

    private static readonly string[] States = [.. Enum.GetNames<ReturnState>().Select(JsonNamingPolicy.CamelCase.ConvertName), Open];

    private static readonly string NotAState = $"Must be one of {string.Join(", ", States)}.";

    /// <summary>Lists the book's returns, all or those in a state.</summary>
    [WolverineGet("/books/{book}/returns", OperationId = "ListReturns")]
    [Allows(RoleSets.Everyone)]
    [Answers<Page<ReturnView>>]
    [Query<string>("state", "Only this state; or open, for what waits for an answer, for its units to be sent, or for units that are on their way or missing.")]
    public static Task<IResult> List(HttpRequest request, IQuerySession session, CancellationToken ct) => request.Query["state"] switch
    {
        [] => session.PageAsync<ReturnView>(request, view => view.Id, ct),
        [{ } state] when States.Contains(state) => session.PageAsync<ReturnView>(request, view => view.Id, ct, InState, state, state),
        _ => Task.FromResult<IResult>(Problem.Of(Problems.InvalidQuery, NotAState, [new("state", "not-one-of", NotAState)])),
    };

    /// <summary>Returns a return: its request and the answer, its receipts, and where its units are.</summary>
    [WolverineGet("/books/{book}/returns/{number}", OperationId = "ReadReturn")]
    [Allows(RoleSets.Everyone)]
    [Answers<ReturnView>(TakesForm = true, From = ReadFrom.Stream)]
    public static Task<IResult> Get(string number, HttpContext context, IQuerySession session, CancellationToken ct) =>
        session.StreamViewAsync<ReturnView>(context, UnitReturn.Key(number), LogisticsProblems.UnknownReturn, ct);
}
