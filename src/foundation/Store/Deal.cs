using Ledger.Contracts;
using Ledger.Contracts.Ports;
using Ledger.Kernel;
using Marten;

namespace Ledger.Store;

/// <summary>
/// What a slice knows of the deal that its command is about: the streams that it may record in, and the other contexts' answers, all of the one book. What is
/// asked before anything is awaited goes to the database together.
/// </summary>
public sealed class Deal(
    LedgerSession ledger, IDocumentSession session, CommandInHand inHand, ICatalog catalog, IAgreements agreements, IOrderLines orders, IShipments shipments,
    IUnits units)
{
    private readonly Questions _questions = new(session);

    public string Book => ledger.Book;

    /// <summary>By whom, and when by their account, the command's fact happened.</summary>
    public Told Told(ICommand command) => ledger.Told(command);

    /// <summary>The stream as it is now; its state is null where nothing is recorded under the key yet.</summary>
    public Asked<LedgerStream<T>> Open<T>(string key)
        where T : class
    {
        var stream = _questions.Batch.Events.FetchForWriting<T>(key);
        return new(async () => ledger.Opened(key, await AnswerAsync(stream)));
    }

    /// <summary>What a stream says now, for a decision that records nothing in it; null where nothing is recorded under the key.</summary>
    public Asked<T?> Latest<T>(string key)
        where T : class => Ask(_questions.Batch.Events.FetchLatest<T>(key))!;

    /// <summary>A party of the book, never stale.</summary>
    public Asked<PartyInfo?> Party(string party) => Ask(catalog.PartyAsync(_questions, party));

    public Asked<ProductInfo?> Product(string product) => Ask(catalog.ProductAsync(_questions, product));

    public Asked<IReadOnlyDictionary<string, ProductInfo>> Products(IEnumerable<string> products) =>
        Ask(catalog.ProductsAsync(_questions, [.. products.Distinct()]));

    public Asked<SiteInfo?> Site(string site) => Ask(catalog.SiteAsync(_questions, site));

    /// <summary>Whose a product is, registered or not.</summary>
    public Asked<ProductMakers> ProductMakers(string product) => Ask(catalog.MakersAsync(_questions, product));

    public Asked<AgreementInfo?> Agreement(string agreement) => Ask(agreements.FindAsync(_questions, agreement));

    /// <summary>Does a proposal to sign the agreement wait for the other party?</summary>
    public Asked<bool> IsProposed(string agreement) => Ask(agreements.IsProposedAsync(_questions, agreement));

    /// <summary>The supplier and the customer of an agreement line; null where there is no line, or no such agreement.</summary>
    public Asked<AgreementParties?> PartiesOf(string? agreementLine) =>
        PartiesOfAgreement(agreementLine is null ? null : AgreementLineKey.AgreementOf(agreementLine));

    public Asked<AgreementParties?> PartiesOfAgreement(string? agreement) =>
        Ask(agreement is null ? Task.FromResult<AgreementParties?>(null) : agreements.PartiesAsync(_questions, agreement));

    public Asked<OrderLineInfo?> OrderLine(string order, int line) => Ask(orders.FindAsync(_questions, order, line));

    public Asked<OrderInfo?> Order(string order) => Ask(orders.OrderAsync(_questions, order));

    /// <summary>What the book asks of its parties.</summary>
    public Task<BookInfo?> Settings() => catalog.BookAsync(Book, inHand.Aborted);

    /// <summary>Units that have been shipped against an order line, exactly.</summary>
    public Asked<long> ShippedUnits(string order, int line) => Ask(shipments.UnitsAsync(_questions, order, line));

    /// <summary>What made room on an order line later than the command's fact is told to have happened.</summary>
    public Asked<IReadOnlyList<RoomMade>> RoomMade(string order, int line, ICommand command) =>
        Ask(shipments.RoomMadeAsync(_questions, order, line, Told(command).When));

    /// <summary>Where units are; one that the book does not know is absent.</summary>
    public Asked<IReadOnlyList<UnitAt>> Locate(string product, IReadOnlyList<string> serials) =>
        Ask(serials.Count == 0 ? Task.FromResult<IReadOnlyList<UnitAt>>([]) : units.LocateAsync(_questions, product, serials));

    /// <summary>Every unit in a place.</summary>
    public Asked<IReadOnlyList<UnitAt>> UnitsAt(string place) => Ask(units.AtPlaceAsync(_questions, place));

    /// <summary>Those of the units that are in the account.</summary>
    public Asked<IReadOnlyList<UnitAt>> UnitsIn(string account, string product, IReadOnlyList<string> serials) =>
        Ask(units.InAccountAsync(_questions, account, product, serials));

    /// <summary>Who registered units.</summary>
    public Asked<IReadOnlyList<string?>> Makers(string product, IReadOnlyList<string> serials) =>
        Ask(serials.Count == 0 ? Task.FromResult<IReadOnlyList<string?>>([]) : units.MakersAsync(_questions, product, serials));

    /// <summary>In which streams the last event of a kind is that moved the units.</summary>
    public Asked<IReadOnlyList<UnitsOfStream>> LastMoved<T>(string product, IReadOnlyList<string> serials)
        where T : IMovesUnits => LastMoved(product, serials, typeof(T));

    /// <summary>In which streams the last event of either kind is that moved the units.</summary>
    public Asked<IReadOnlyList<UnitsOfStream>> LastMoved<T1, T2>(string product, IReadOnlyList<string> serials)
        where T1 : IMovesUnits
        where T2 : IMovesUnits => LastMoved(product, serials, typeof(T1), typeof(T2));

    /// <summary>Those of the units that an event of a kind moved, and nothing since.</summary>
    public Asked<IReadOnlyList<string>> MovedBy<T>(string product, IReadOnlyList<string> serials)
        where T : IMovesUnits => Ask(serials.Count == 0
            ? Task.FromResult<IReadOnlyList<string>>([])
            : units.MovedByAsync(_questions, product, serials, ContractTypes.NameOf(typeof(T))));

    /// <summary>Where units are, who registered them and who moved them last; one that the book does not know is absent.</summary>
    public Asked<IReadOnlyList<HeldUnits>> Held(string product, IReadOnlyList<string> serials) =>
        Ask(serials.Count == 0 ? Task.FromResult<IReadOnlyList<HeldUnits>>([]) : units.HeldAsync(_questions, product, serials));

    /// <summary>How many units of a product are in some accounts, by who registered them and who moved them last.</summary>
    public Asked<IReadOnlyList<HeldQuantity>> InStock(string product, IReadOnlyList<string> accounts) =>
        Ask(accounts.Count == 0 ? Task.FromResult<IReadOnlyList<HeldQuantity>>([]) : units.InStockAsync(_questions, product, accounts));

    /// <summary>In which streams the events are that moved units last.</summary>
    public Asked<IReadOnlyList<UnitsOfStream>> LastStreams(string product, IReadOnlyList<string> serials) =>
        Ask(serials.Count == 0 ? Task.FromResult<IReadOnlyList<UnitsOfStream>>([]) : units.LastStreamsAsync(_questions, product, serials));

    /// <summary>Who moved units last.</summary>
    public Asked<IReadOnlyList<string?>> Holders(string product, IReadOnlyList<string> serials) =>
        Ask(serials.Count == 0 ? Task.FromResult<IReadOnlyList<string?>>([]) : units.HoldersAsync(_questions, product, serials));

    private Asked<IReadOnlyList<UnitsOfStream>> LastMoved(string product, IReadOnlyList<string> serials, params Type[] kinds) => Ask(serials.Count == 0
        ? Task.FromResult<IReadOnlyList<UnitsOfStream>>([])
        : units.LastMovedAsync(_questions, product, serials, [.. kinds.Select(ContractTypes.NameOf)]));

    private Asked<T> Ask<T>(Task<T> answer) => new(() => AnswerAsync(answer));

    private async Task<T> AnswerAsync<T>(Task<T> answer)
    {
        if (!answer.IsCompleted)
        {
            await _questions.SendAsync(inHand.Aborted);
        }

        return await answer;
    }
}
