using Ledger.Contracts;
using Ledger.Kernel;
using Marten;
using Npgsql;

namespace Ledger.Store.Identities;

/// <summary>
/// Which document a number means. A number belongs to the party that gives it: whoever gives it first in the book has the plain number as the identity of its
/// document, another party's document is <c>PARTY:NUMBER</c>. That form always means the party's own document, whichever was first.
/// </summary>
public sealed class DocumentIdentities(
    NpgsqlDataSource database, IDocumentStore store, IEnumerable<IWhoseDocuments> whose, RecordedCommands recorded)
{
    private const string Given = $"""
        select kind, number, giver from {NumbersInUse.Table}
        where book = $1 and (kind, said) in (select kind, said from unnest($2::text[], $3::text[]) as asked(kind, said))
        """;

    private readonly Dictionary<string, IWhoseDocuments> _whose = whose.ToDictionary(documents => documents.Kind, StringComparer.Ordinal);

    /// <summary>Has the command name each document by its identity.</summary>
    /// <returns>The problem where a number may mean several.</returns>
    public async Task<Refusal?> IdentifyAsync(string book, CommandInHand inHand)
    {
        var (told, party, ct) = (inHand.AsTold, inHand.Caller?.Party, inHand.Aborted);
        var members = NumberedMembers.Of(told.GetType());
        var given = members.Given is { IsShared: false } own && own.Property.GetValue(told) is string ? own : null;
        if (party is null || (given is null && members.Named.Count == 0))
        {
            return null;
        }

        var values = new Dictionary<System.Reflection.PropertyInfo, string>();
        var names = members.Named.Select(member => (member.Kind, Number: (string?)member.Property.GetValue(told) ?? "", member.Property)).ToList();
        var number = given is null ? "" : (string)given.Property.GetValue(told)!;
        var rows = await GivenAsync(
            book,
            [
                .. names.Select(name => (name.Kind, name.Number)),
                .. given is { IsPartOfSeries: false } ? [(given.Kind, number)] : Array.Empty<(string, string)>(),
            ],
            ct);
        foreach (var name in names)
        {
            var (identity, several) = await MeantAsync(book, name.Kind, name.Number, party, Of(rows, name.Kind, name.Number), inHand, ct);
            if (several is not null)
            {
                return several;
            }

            values[name.Property] = identity;
        }

        var isNew = false;
        if (given is not null)
        {
            var kind = given.IsPartOfSeries ? SeriesOf(members, values, given) : given.Kind;
            var before = !given.IsPartOfSeries ? Of(rows, kind!, number) : kind is null ? null : Of(await GivenAsync(book, [(kind, number)], ct), kind, number);
            (values[given.Property], isNew) = before is null ? (number, false) : await OwnAsync(book, given.Kind, number, told, party, before, ct);
        }

        inHand.Identify(With(told, values), isNew);
        return null;
    }

    /// <summary>The identity of a document that a read names.</summary>
    /// <param name="party">Who reads.</param>
    public async Task<(string Identity, Refusal? Several)> MeantAsync(string book, string kind, string number, string? party, CancellationToken ct) =>
        await MeantAsync(book, kind, number, party, Of(await GivenAsync(book, [(kind, number)], ct), kind, number), null, ct);

    /// <summary>Documents numbered within another: the first that the command names.</summary>
    private static string? SeriesOf(NumberedMembers members, Dictionary<System.Reflection.PropertyInfo, string> values, GivenMember given) =>
        members.Named is [var within, ..] ? $"{within.Kind}/{values[within.Property]} {given.Kind}" : null;

    private async Task<(string Identity, Refusal? Several)> MeantAsync(
        string book, string kind, string number, string? party, IReadOnlyList<GivenNumber> rows, CommandInHand? inHand, CancellationToken ct)
    {
        if (number.Split(':') is [var giver, var plain])
        {
            return (rows.FirstOrDefault(row => row.Giver == giver && row.Plain == plain)?.Identity ?? number, null);
        }

        rows = [.. rows.Where(row => row.Plain == number)];
        if (rows.Count < 2)
        {
            return (rows is [var only] ? only.Identity : number, null);
        }

        var own = party is null ? [] : await OwnedAsync(book, kind, party, rows, ct);
        if (own.Count > 1 && inHand is not null && await RecordedBeforeAsync(book, kind, own, inHand, ct) is { } before)
        {
            return (before, null);
        }

        return own.Count > 1
            ? (number, new(
                Problems.AmbiguousNumber,
                $"{own.Count} documents of this kind have the number {number}. "
                + $"Name one of {string.Join(", ", own.Select(row => row.Name).Order(StringComparer.Ordinal))}."))
            : (own is [var single] ? single.Identity : number, null);
    }

    /// <summary>The identity under which the party gives the number: that of its own document, else a new one.</summary>
    private async Task<(string Identity, bool IsNew)> OwnAsync(
        string book, string kind, string number, ICommand told, string party, IReadOnlyList<GivenNumber> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
        {
            return (number, true);
        }

        // Who gave a number of an earlier build may not be known.
        var own = rows.FirstOrDefault(row => row.Giver == party) ?? rows.FirstOrDefault(row => row.Giver is null)
            ?? (_whose.TryGetValue(kind, out var documents) && documents.PartiesOf(told) is { Count: > 0 } parties
                ? (await OfAllAsync(book, documents.GiversAsync, parties, rows, ct)).FirstOrDefault()
                : null);
        return own is null ? ($"{party}:{number}", true) : (own.Prefix + number, false);
    }

    private async Task<IReadOnlyList<GivenNumber>> OwnedAsync(
        string book, string kind, string party, IReadOnlyList<GivenNumber> rows, CancellationToken ct)
    {
        var own = rows.Where(row => row.Giver == party).ToList();
        return _whose.TryGetValue(kind, out var documents)
            ? [.. own, .. await OfAllAsync(book, documents.PartiesAsync, [party], [.. rows.Except(own)], ct)]
            : own;
    }

    /// <summary>Those that each of the parties has a part in.</summary>
    private async Task<IReadOnlyList<GivenNumber>> OfAllAsync(
        string book, Func<IQuerySession, string, CancellationToken, Task<IReadOnlyList<string?>>> partiesAsync, IReadOnlyList<string> parties,
        IReadOnlyList<GivenNumber> rows, CancellationToken ct)
    {
        await using var session = store.QuerySession(book);
        var found = new List<GivenNumber>();
        foreach (var row in rows)
        {
            if (!parties.Except(await partiesAsync(session, row.Identity, ct)).Any())
            {
                found.Add(row);
            }
        }

        return found;
    }

    /// <summary>What was recorded when the number still meant one document is not sent in vain again.</summary>
    private async Task<string?> RecordedBeforeAsync(
        string book, string kind, IReadOnlyList<GivenNumber> rows, CommandInHand inHand, CancellationToken ct)
    {
        foreach (var row in rows)
        {
            if (await recorded.FindAsync(book, StreamsOf(kind, row.Identity), inHand.Causes, inHand.Caller?.Party, ct) is not null)
            {
                return row.Identity;
            }
        }

        return null;
    }

    private IReadOnlyList<string> StreamsOf(string kind, string identity) =>
        _whose.TryGetValue(kind, out var documents) ? documents.StreamsOf(identity) : [$"{kind}/{identity}"];

    private static IReadOnlyList<GivenNumber> Of(ILookup<string, GivenNumber> rows, string kind, string number) =>
        [.. rows[kind].Where(row => string.Equals(row.Plain, PlainOf(number), StringComparison.OrdinalIgnoreCase))];

    private async Task<ILookup<string, GivenNumber>> GivenAsync(
        string book, IReadOnlyCollection<(string Kind, string Number)> asked, CancellationToken ct)
    {
        await using var command = database.CreateCommand(Given);
        command.Parameters.AddWithValue(book);
        command.Parameters.AddWithValue(asked.Select(name => name.Kind).ToArray());
        command.Parameters.AddWithValue(asked.Select(name => PlainOf(name.Number).ToLowerInvariant()).ToArray());
        await using var rows = await command.ExecuteReaderAsync(ct);
        var found = new List<(string Kind, GivenNumber Number)>();
        while (await rows.ReadAsync(ct))
        {
            found.Add((rows.GetString(0), new(rows.GetString(1), await rows.IsDBNullAsync(2, ct) ? null : rows.GetString(2))));
        }

        return found.ToLookup(row => row.Kind, row => row.Number, StringComparer.Ordinal);
    }

    private static ICommand With(ICommand told, Dictionary<System.Reflection.PropertyInfo, string> values)
    {
        var changed = values.Where(value => (string?)value.Key.GetValue(told) != value.Value && value.Value.Length > 0).ToList();
        if (changed.Count == 0)
        {
            return told;
        }

        var copy = (ICommand)told.GetType().GetMethod("<Clone>$")!.Invoke(told, null)!;
        changed.ForEach(value => value.Key.SetValue(copy, value.Value));
        return copy;
    }

    private static string PlainOf(string number) => number[(number.IndexOf(':', StringComparison.Ordinal) + 1)..];

    /// <param name="Giver">Null where that was not noted.</param>
    private sealed record GivenNumber(string Identity, string? Giver)
    {
        public string Plain { get; } = PlainOf(Identity);

        /// <summary>Of the identity: the giver with a colon, or nothing.</summary>
        public string Prefix => Identity[..^Plain.Length];

        /// <summary>The name that means this document and no other.</summary>
        public string Name => Giver is null ? Identity : $"{Giver}:{Plain}";
    }
}
