using FluentValidation;
using Wolverine.Http;

namespace Ledger.Agreements.Books;

/// <summary>Opens the ledger of one trading relationship.</summary>
[OpensBook]
[Allows(Roles.Operator)]
[Sample("""{"name":"x","purpose":"live","parties":[{"party":"A","name":"A","roles":["supplier"]}]}""")]
public sealed record OpenBook(string Name, BookPurpose Purpose, IReadOnlyList<BookParty> Parties, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class OpenBookValidator : CommandValidator<OpenBook>
{
    public const int PartiesMax = 100;

    public OpenBookValidator()
    {
        RuleFor(c => c.Name).Text(200);
        RuleFor(c => c.Parties).Count(1, PartiesMax).Distinct(p => p.Party);
        RuleForEach(c => c.Parties).SetValidator(new BookPartyValidator());
    }
}

public sealed class BookPartyValidator : AbstractValidator<BookParty>
{
    public BookPartyValidator()
    {
        RuleFor(p => p.Party).Number();
        RuleFor(p => p.Name).Text(200);
        RuleFor(p => p.Roles).Count(1, Book.Roles.Length).Distinct(r => r);
        RuleForEach(p => p.Roles).OneOf(Book.Roles);
        RuleFor(p => p.Gln).Gln();
    }
}

public static class OpenBookEndpoint
{
    [WolverinePost("/books/{book}/open")]
    public static async Task<Answer> Post(OpenBook command, string book, LedgerSession ledger, CancellationToken ct)
    {
        var stream = await ledger.OpenAsync<Book>(Book.Key, ct);
        return await stream.RecordAsync(Decide(stream.State, command, book, ledger.When(command)));
    }

    public static Decision Decide(Book? state, OpenBook command, string book, DateTimeOffset when)
    {
        if (!Rules.IsBookCode(book))
        {
            return Decision.Refuse(AgreementProblems.BadBookCode, "2 to 63 of a-z, 0-9 and -, starting with a letter or digit.");
        }

        return state is null
            ? Decision.Accept(new BookOpened(book, command.Name, command.Purpose, command.Parties, when))
            : Decision.Refuse(Problems.AlreadyRecorded, $"The book {book} is open already.");
    }
}
