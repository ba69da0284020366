using FluentValidation;
using Ledger.Agreements.Agreements;
using Wolverine.Http;

namespace Ledger.Agreements.Books;

/// <summary>Opens a book: the ledger of one trading relationship.</summary>
/// <param name="EarlyDaysMax">
/// How many days before what it rests on a fact may be told to have happened: a receipt before its shipment, because one partner knows the hour and the other
/// only the day. It takes effect with what it rests on; a fact told earlier still is refused. 30 in a live book when omitted, and without a limit in a
/// rehearsal.
/// </param>
/// <param name="LateDaysMax">How many days after it happened a fact may be told; one told later is refused. Without a limit when omitted.</param>
/// <param name="Signatures">
/// <c>both</c> or <c>one</c>: how many of its two parties sign an agreement, and each change of it, before it is in force. Both in a live book when omitted,
/// and one in a rehearsal, which is often told by one party alone.
/// </param>
/// <param name="Appointments">
/// <c>required</c> or <c>optional</c>: whether an integrator plans, fills and retires racks only where a customer appointed it. Required in a live book when
/// omitted, and optional in a rehearsal.
/// </param>
[OpensBook]
[Allows(Roles.Operator)]
[NobodysOwn("The operator opens books, and a new one belongs to no party yet.")]
[Sample("""{"name":"x","purpose":"live","parties":[{"party":"A","name":"A","roles":["supplier"]}]}""")]
public sealed record OpenBook(
    string Name, BookPurpose Purpose, IReadOnlyList<BookParty> Parties, int? EarlyDaysMax = null, int? LateDaysMax = null,
    Signatures? Signatures = null, Appointments? Appointments = null, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class OpenBookValidator : CommandValidator<OpenBook>
{
    public const int PartiesMax = 100;

    public OpenBookValidator()
    {
        RuleFor(c => c.Name).Text(200);
        RuleFor(c => c.Parties).Count(1, PartiesMax).Distinct(p => p.Party.ToLowerInvariant());
        RuleFor(c => c.Parties).Must(parties => parties.Select(p => p.Gln).OfType<string>().GroupBy(gln => gln).All(same => same.Count() == 1))
            .WithErrorCode("duplicate-gln").WithMessage("No two parties may have the same GLN.");
        RuleForEach(c => c.Parties).SetValidator(new BookPartyValidator());
        RuleFor(c => c.EarlyDaysMax).Days();
        RuleFor(c => c.LateDaysMax).Days();
    }
}

public sealed class BookPartyValidator : AbstractValidator<BookParty>
{
    public BookPartyValidator()
    {
        RuleFor(p => p.Party).Number().PartyCode();
        RuleFor(p => p.Name).Text(200);
        RuleFor(p => p.Roles).Count(1, Book.Roles.Length).Distinct(r => r);
        RuleForEach(p => p.Roles).OneOf(Book.Roles);
        RuleFor(p => p.Gln).Gln();
    }
}

/// <summary>What an opening is decided on.</summary>
/// <param name="Code">The code of the book, as in the address.</param>
public sealed record OpenBookCase(Book? Book, string Code);

public static class OpenBookEndpoint
{
    /// <summary>A partner who knows only the day, or whose clock is wrong, is hours or days off; a month off it is another mistake.</summary>
    private const int EarlyDaysOfLiveBooks = 30;

    [WolverinePost("/books/{book}/open")]
    public static async Task<Answer> Post(OpenBook command, Deal deal)
    {
        var stream = await deal.Open<Book>(Book.Key);
        return await stream.RecordAsync(Decide(command, new(stream.State, deal.Book), deal.Told(command)));
    }

    public static Decision Decide(OpenBook command, OpenBookCase facts, Told told)
    {
        if (!Rules.IsBookCode(facts.Code))
        {
            return Decision.Refuse(
                AgreementProblems.BadBookCode, "A book code has 2 to 63 characters from a-z, 0-9 and -, and starts with a letter or digit.");
        }

        return facts.Book is null
            ? Decision.Accept(new BookOpened(
                facts.Code, command.Name, command.Purpose, command.Parties, told.When,
                command.EarlyDaysMax ?? (command.Purpose == BookPurpose.Live ? EarlyDaysOfLiveBooks : null), command.LateDaysMax,
                command.Signatures ?? Book.SignaturesByDefault(command.Purpose), command.Appointments ?? Book.AppointmentsByDefault(command.Purpose)))
            : Decision.Refuse(Problems.AlreadyRecorded, $"Book {facts.Code} is already open.");
    }
}
