using System.Numerics;
namespace Ledger.Contracts.Ports;

/// <summary>Where units are. Inventory implements it; the custody guard checks the answer again in the command's transaction.</summary>
public interface IUnits
{
    /// <summary>Those of the serials that the book knows; an unknown one is simply absent.</summary>
    Task<IReadOnlyList<UnitAt>> LocateAsync(IQuestions questions, string product, IReadOnlyList<string> serials);

    /// <summary>Every unit whose account is at the place (<c>rack:R12</c>, <c>transit:B-17</c>), ordered by product and serial.</summary>
    Task<IReadOnlyList<UnitAt>> AtPlaceAsync(IQuestions questions, string place);

    /// <summary>Those of the serials that are in the account, ordered by serial.</summary>
    Task<IReadOnlyList<UnitAt>> InAccountAsync(IQuestions questions, string account, string product, IReadOnlyList<string> serials);

    /// <summary>Who registered the units: each party once, and null where that was not noted.</summary>
    Task<IReadOnlyList<string?>> MakersAsync(IQuestions questions, string product, IReadOnlyList<string> serials);

    /// <summary>Streams of the events that moved the units last among those of some contracts; a unit that none of them moved is absent.</summary>
    /// <param name="contracts">Names of the events' contracts.</param>
    Task<IReadOnlyList<UnitsOfStream>> LastMovedAsync(
        IQuestions questions, string product, IReadOnlyList<string> serials, IReadOnlyList<string> contracts);

    /// <summary>Those of the units that an event of a contract moved, and nothing since.</summary>
    /// <param name="contract">Name of the event's contract.</param>
    Task<IReadOnlyList<string>> MovedByAsync(IQuestions questions, string product, IReadOnlyList<string> serials, string contract);

    /// <summary>Those of the units that the book knows, with who registered them and who moved them last.</summary>
    Task<IReadOnlyList<HeldUnits>> HeldAsync(IQuestions questions, string product, IReadOnlyList<string> serials);

    /// <summary>How many units of a product are in some accounts, by who registered them and who moved them last.</summary>
    Task<IReadOnlyList<HeldQuantity>> InStockAsync(IQuestions questions, string product, IReadOnlyList<string> accounts);

    /// <summary>Streams of the events that moved the units last, whatever these are; an unknown unit is absent.</summary>
    Task<IReadOnlyList<UnitsOfStream>> LastStreamsAsync(IQuestions questions, string product, IReadOnlyList<string> serials);

    /// <summary>Who moved the units last: each party once, and null where that was not noted.</summary>
    Task<IReadOnlyList<string?>> HoldersAsync(IQuestions questions, string product, IReadOnlyList<string> serials);
}

/// <param name="Line">Agreement line that the unit counts toward, if it was shipped against an order.</param>
public sealed record UnitAt(string Product, string Serial, string Account, string? Line);

/// <param name="Stream">Key of the stream.</param>
public sealed record UnitsOfStream(string Stream, IReadOnlyList<string> Serials);

/// <param name="Line">Agreement line that the units count toward.</param>
/// <param name="Maker">Party that registered them; null where that was not noted.</param>
/// <param name="Holder">Party that moved them last; null where that was not noted.</param>
public sealed record HeldUnits(string Account, string? Line, string? Maker, string? Holder, IReadOnlyList<string> Serials);

/// <param name="Line">Agreement line that the units count toward.</param>
/// <param name="Maker">Party that registered them; null where that was not noted.</param>
/// <param name="Holder">Party that moved them last; null where that was not noted.</param>
public sealed record HeldQuantity(string Account, string? Line, string? Maker, string? Holder, long QuantityUnits);

/// <summary>The book and its reference data. Agreements implements it.</summary>
public interface ICatalog
{
    /// <summary>The book; its list of parties may lack one that was added a moment ago, see PartyAsync.</summary>
    Task<BookInfo?> BookAsync(string book, CancellationToken ct);

    /// <summary>A party of the book, never stale.</summary>
    Task<PartyInfo?> PartyAsync(string book, string party, CancellationToken ct);

    Task<PartyInfo?> PartyAsync(IQuestions questions, string party);

    Task<ProductInfo?> ProductAsync(IQuestions questions, string product);

    Task<IReadOnlyDictionary<string, ProductInfo>> ProductsAsync(string book, IReadOnlyCollection<string> products, CancellationToken ct);

    Task<IReadOnlyDictionary<string, ProductInfo>> ProductsAsync(IQuestions questions, IReadOnlyCollection<string> products);

    Task<SiteInfo?> SiteAsync(IQuestions questions, string site);

    /// <summary>Whose a product is, registered or not.</summary>
    Task<ProductMakers> MakersAsync(IQuestions questions, string product);
}

/// <summary>Who registers a product, and units of it.</summary>
/// <param name="AreAsked">False in a book that an earlier build opened: every supplier may there.</param>
/// <param name="Makers">Parties that the product belongs to; where no party is known to make it, every supplier may register units of it.</param>
/// <param name="Resellers">Parties that a maker, or the operator, appointed to register units of it too.</param>
public sealed record ProductMakers(bool AreAsked, IReadOnlyList<string> Makers, IReadOnlyList<string> Resellers)
{
    /// <summary>Every supplier may.</summary>
    public bool IsOpen => !AreAsked || Makers.Count == 0;
}

/// <param name="Rehearsal">A rehearsal book takes facts that have not happened yet, so that a deal can be played to its end.</param>
/// <param name="EarlyDaysMax">How many days before what it rests on a fact may be told to have happened; null where there is no limit.</param>
/// <param name="LateDaysMax">How many days after it happened a fact may be told; null where there is no limit.</param>
/// <param name="BothSign">A change of an agreement is in force once both of its parties have signed it.</param>
/// <param name="AppointsIntegrators">An integrator works only where a customer appointed it.</param>
public sealed record BookInfo(
    string Book, string Name, bool Rehearsal, IReadOnlyList<PartyInfo> Parties, int? EarlyDaysMax = null, int? LateDaysMax = null, bool BothSign = false,
    bool AppointsIntegrators = false)
{
    public PartyInfo? Party(string party) => Parties.FirstOrDefault(p => p.Party == party);
}

public sealed record PartyInfo(string Party, string Name, IReadOnlyList<string> Roles);

public sealed record ProductInfo(string Product, string Name, string Family, string? Generation);

/// <param name="RegisteredBy">Party that registered it; null where that was not noted.</param>
public sealed record SiteInfo(string Site, string Name, string Kind, string? RegisteredBy = null);

/// <summary>Supply agreements as other contexts see them. Agreements implements it.</summary>
public interface IAgreements
{
    Task<AgreementInfo?> FindAsync(IQuestions questions, string agreement);

    /// <summary>What a line was at a moment; null when the agreement or the line was not there by then.</summary>
    /// <param name="effectiveAt">Only what had happened by then.</param>
    /// <param name="atPosition">Only what was recorded by then.</param>
    Task<LineWeights?> WeightsAsync(string book, string agreement, int line, DateTimeOffset? effectiveAt, long? atPosition, CancellationToken ct);

    /// <summary>Does a proposal to sign the agreement wait for the other party?</summary>
    Task<bool> IsProposedAsync(IQuestions questions, string agreement);

    /// <summary>Whose agreement it is, which never changes.</summary>
    Task<AgreementParties?> PartiesAsync(IQuestions questions, string agreement);
}

/// <summary>How many committed units of a line one unit of a product counts for.</summary>
/// <param name="Substitutes">Substitutes and products with a weight, by product; every other counts for one.</param>
public sealed record LineWeights(IReadOnlyDictionary<string, Fraction> Substitutes)
{
    public Fraction Of(string product) => Substitutes.GetValueOrDefault(product, 1);
}

public sealed record AgreementParties(string Supplier, string Customer);

public sealed record AgreementInfo(string Agreement, string Supplier, string Customer, bool IsClosed, IReadOnlyList<AgreementLineInfo> Lines);

/// <param name="Accepts">Products that may be ordered on the line by id: its own product and approved substitutes.</param>
/// <param name="Family">Set where the line commits to a family rather than to one product: then any product of it may be ordered.</param>
/// <param name="From">First day of the delivery window.</param>
/// <param name="Until">Its last day.</param>
/// <param name="IsFirm">Nothing is ordered for delivery outside the window.</param>
/// <param name="AuthorisesReturns">Units go back only when their supplier has authorised it.</param>
public sealed record AgreementLineInfo(
    int Line, string? Family, IReadOnlyList<string> Accepts, DateOnly From = default, DateOnly Until = default, bool IsFirm = false,
    bool AuthorisesReturns = false)
{
    public bool IsOutsideWindow(DateOnly day) => Until != default && (day < From || day > Until);
}

/// <summary>Order lines as Logistics sees them. Ordering implements it.</summary>
public interface IOrderLines
{
    Task<OrderLineInfo?> FindAsync(IQuestions questions, string order, int line);

    /// <summary>An order as a whole.</summary>
    Task<OrderInfo?> OrderAsync(IQuestions questions, string order);
}

/// <param name="AgreementLines">Agreement lines that it draws on: <c>SA-1/2</c>.</param>
public sealed record OrderInfo(string Order, string Agreement, string ShipTo, IReadOnlyList<string> AgreementLines);

/// <param name="Status"><c>placed, confirmed, refused, cancelled, closed</c>.</param>
/// <param name="OrderedUnits">The line's quantity, with what was credited of it: a credit is counted with what is shipped.</param>
/// <param name="Change">Ordinal of the order's last change.</param>
public sealed record OrderLineInfo(
    string Order, int Line, string Status, string AgreementLine, string Product, long OrderedUnits, int Change = 0);

/// <summary>
/// What counts as shipped on order lines, or is credited there, exactly: Ordering hears of it by message, a moment later. Logistics implements it.
/// </summary>
public interface IShipments
{
    Task<long> UnitsAsync(string book, string order, int line, CancellationToken ct);

    Task<long> UnitsAsync(IQuestions questions, string order, int line);

    /// <summary>What made room on an order line later than a moment.</summary>
    Task<IReadOnlyList<RoomMade>> RoomMadeAsync(IQuestions questions, string order, int line, DateTimeOffset after);

    /// <summary>Effective moments at which more had been shipped on an order line than it called for, in words; the first of them.</summary>
    Task<IReadOnlyList<string>> OverShippedAsync(string book, CancellationToken ct);

    /// <summary>Has the commit note that an order line changed, and decide anew where units were shipped meanwhile.</summary>
    /// <param name="shipped">Units that were shipped when the change was decided.</param>
    /// <param name="change">The change's ordinal in its order.</param>
    GuardCall NoteChange(string book, string order, int line, long shipped, int change);
}

/// <summary>Units no longer count as shipped on an order line, so that others can be shipped in their place.</summary>
/// <param name="Step">The fact that made room, as later ones can rest on it.</param>
/// <param name="EffectiveAt">When it takes effect, as far as the journal has come; else its told time.</param>
public sealed record RoomMade(string Step, DateTimeOffset EffectiveAt, long QuantityUnits);

/// <summary>A function of the database that a commit calls, and that may refuse it.</summary>
public sealed record GuardCall(string Function, IReadOnlyList<object> Arguments);

/// <summary>Units of each agreement line by product and condition. Inventory implements it.</summary>
public interface ILineProgress
{
    /// <summary>
    /// Balances of all lines of an agreement, now or as of a moment. <paramref name="asOf"/> is effective time, <paramref name="atPosition"/> is record order;
    /// both together are allowed.
    /// </summary>
    Task<AgreementProgress> OfAgreementAsync(string book, string agreement, DateTimeOffset? asOf, long? atPosition, CancellationToken ct);

    /// <summary>Balances of all lines of an agreement that include whatever is recorded by now; null where the views do not come so far in time.</summary>
    Task<AgreementProgress?> CaughtUpAsync(string book, string agreement, CancellationToken ct);

    /// <summary>What units of some lines have come to at the end of a period, and when they rose to a quantity or fell below it.</summary>
    /// <param name="before">End of the period in effective time, which does not belong to it; null for all that is known.</param>
    Task<WeighedCount> CountAsync(string book, WeighedUnits units, DateTimeOffset? before, CancellationToken ct);

    /// <summary>Can anything that was recorded after a position change when the units rose to their quantity?</summary>
    /// <param name="rose">When they rose, as it is known by that position.</param>
    Task<bool> IsRevisedAsync(string book, WeighedUnits units, long position, DateTimeOffset rose, CancellationToken ct);
}

/// <summary>
/// Units that count toward a quantity while they are in one of some conditions, each for a whole number: quantity and weights are scaled alike.
/// </summary>
/// <param name="Quantity">What the weights of the units that count must come to.</param>
public sealed record WeighedUnits(IReadOnlyList<UnitWeight> Weights, IReadOnlyList<string> Conditions, BigInteger Quantity);

/// <param name="Line">Agreement line, <c>SA-1/2</c>.</param>
/// <param name="Weight">What a unit of the product on the line counts for.</param>
public sealed record UnitWeight(string Line, string Product, BigInteger Weight);

/// <param name="Position">Position up to which movements are included.</param>
/// <param name="Total">What the weights come to at the end of the period.</param>
/// <param name="Rose">The movement that last brought them up to the quantity, if they are not below it at the end.</param>
/// <param name="Fell">The movement that last brought them below the quantity, if they are below it at the end and were not always.</param>
/// <param name="EffectiveHigh">The latest effective time among the movements of these units; null when there are none.</param>
public sealed record WeighedCount(long Position, BigInteger Total, CountStep? Rose, CountStep? Fell, DateTimeOffset? EffectiveHigh);

/// <summary>A movement that a count turns on.</summary>
public sealed record CountStep(long Position, DateTimeOffset EffectiveAt, DateTimeOffset RecordedAt);

/// <param name="Position">Position up to which the balances are complete.</param>
/// <param name="EffectiveHigh">The latest told time among the movements included, or effective time as of a moment; null when there are none.</param>
public sealed record AgreementProgress(long Position, DateTimeOffset? EffectiveHigh, IReadOnlyList<LineBalance> Balances);

public sealed record LineBalance(string Line, string Product, string Condition, long QuantityUnits);
