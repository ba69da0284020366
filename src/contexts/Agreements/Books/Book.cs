using System.Text.Json.Serialization;
using Ledger.Agreements.Agreements;

namespace Ledger.Agreements.Books;

/// <param name="EarlyDaysMax">How many days before what it rests on a fact may be told to have happened; absent where there is no limit.</param>
/// <param name="LateDaysMax">How many days after it happened a fact may be told; absent where there is no limit.</param>
/// <param name="Signatures">How many parties sign a change of an agreement; absent in events of earlier builds.</param>
/// <param name="Appointments">Whether integrators work only where they are appointed; absent in events of earlier builds.</param>
[ContractName("agreements.book-opened.v1")]
[BeginsTwin]
public sealed record BookOpened(
    string Book, string Name, BookPurpose Purpose, IReadOnlyList<BookParty> Parties, DateTimeOffset OccurredAt, int? EarlyDaysMax = null,
    int? LateDaysMax = null, Signatures? Signatures = null, Appointments? Appointments = null) : IFact;

[ContractName("agreements.party-added.v1")]
[BeginsTwin]
public sealed record PartyAdded(BookParty Party, DateTimeOffset OccurredAt) : IFact
{
    /// <summary>A book may be opened long after the deal began whose history it takes in.</summary>
    IEnumerable<string> IFact.RestsOn(string stream) => [];
}

/// <summary>The purpose of the book. A rehearsal book accepts facts dated in the future.</summary>
public enum BookPurpose
{
    Live,
    Rehearsal,
}

/// <summary>Whether an integrator works only where a customer appointed it.</summary>
public enum Appointments
{
    Required,
    Optional,
}

/// <param name="Gln">The legal entity's GS1 global location number (PGLN), if it has one.</param>
public sealed record BookParty(string Party, string Name, IReadOnlyList<string> Roles, string? Gln = null);

/// <summary>The book itself and its parties.</summary>
public sealed class Book
{
    public const string Key = "book";

    /// <summary>Parties are read whole with the book, so their number is bounded.</summary>
    public const int PartiesMax = 1000;

    public static readonly string[] Roles = ["supplier", "customer", "carrier", "integrator", "auditor"];

    [JsonIgnore]
    public string Id { get; set; } = Key;

    [JsonPropertyName("book")]
    public string Code { get; set; } = "";

    public string Name { get; set; } = "";

    public BookPurpose Purpose { get; set; }

    public DateTimeOffset OpenedAt { get; set; }

    /// <summary>How many days before what it rests on a fact may be told to have happened; absent where there is no limit.</summary>
    public int? EarlyDaysMax { get; set; }

    /// <summary>How many days after it happened a fact may be told; absent where there is no limit.</summary>
    public int? LateDaysMax { get; set; }

    /// <summary>How many of its two parties sign an agreement, and each change of it.</summary>
    public Signatures Signatures { get; set; }

    /// <summary>Whether an integrator works only where a customer appointed it; absent where an earlier build opened the book, which asked nobody.</summary>
    public Appointments? Appointments { get; set; }

    /// <summary>Suppliers register units of their own products. A book of an earlier build, which says nothing of appointments, does not ask.</summary>
    [JsonIgnore]
    public bool AsksForMakers { get; set; }

    public List<BookParty> Parties { get; set; } = [];

    public bool Has(string party) => Parties.Exists(p => p.Party == party);

    public void Apply(BookOpened e)
    {
        (Code, Name, Purpose, OpenedAt, Parties) = (e.Book, e.Name, e.Purpose, e.OccurredAt, [.. e.Parties]);
        (EarlyDaysMax, LateDaysMax) = (e.EarlyDaysMax, e.LateDaysMax);
        (Appointments, AsksForMakers) = (e.Appointments, e.Appointments is not null);
        Signatures = e.Signatures ?? SignaturesByDefault(e.Purpose);
    }

    /// <summary>A rehearsal is told by whoever plays all of its parts.</summary>
    public static Signatures SignaturesByDefault(BookPurpose purpose) => purpose == BookPurpose.Live ? Signatures.Both : Signatures.One;

    /// <summary>In a rehearsal whoever plays it may do everything at once.</summary>
    public static Appointments AppointmentsByDefault(BookPurpose purpose) =>
        purpose == BookPurpose.Live ? Books.Appointments.Required : Books.Appointments.Optional;

    public void Apply(PartyAdded e) => Parties.Add(e.Party);

    public BookInfo ToInfo() => new(
        Code, Name, Purpose == BookPurpose.Rehearsal, [.. Parties.Select(p => new PartyInfo(p.Party, p.Name, p.Roles))], EarlyDaysMax, LateDaysMax,
        Signatures == Signatures.Both, Appointments == Books.Appointments.Required);
}
