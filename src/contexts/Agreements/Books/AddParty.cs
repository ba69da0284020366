using Wolverine.Http;

namespace Ledger.Agreements.Books;

/// <summary>Adds a legal entity to the book.</summary>
/// <param name="Gln">The legal entity's GS1 global location number (PGLN), if it has one.</param>
[Allows(Contracts.Roles.Operator)]
[NobodysOwn("The operator keeps the list of parties.")]
[Sample("""{"party":"A","name":"A","roles":["supplier"],"gln":"4012345000009"}""")]
public sealed record AddParty(
    [property: DocumentNumber(IsPartOfSeries = true, IsShared = true)] string Party, string Name, IReadOnlyList<string> Roles, string? Gln = null,
    DateTimeOffset? OccurredAt = null) : ICommand
{
    public BookParty ToParty() => new(Party, Name, Roles, Gln);
}

public sealed class AddPartyValidator : CommandValidator<AddParty>
{
    public AddPartyValidator()
    {
        RuleFor(c => c.Party).Number().PartyCode();
        RuleFor(c => c.Name).Text(200);
        RuleFor(c => c.Roles).Count(1, Book.Roles.Length).Distinct(r => r);
        RuleForEach(c => c.Roles).OneOf(Book.Roles);
        RuleFor(c => c.Gln).Gln();
    }
}

public static class AddPartyEndpoint
{
    [WolverinePost("/books/{book}/parties")]
    public static async Task<Answer> Post(AddParty command, Deal deal)
    {
        var stream = await deal.Open<Book>(Book.Key);
        return await stream.RecordAsync(Decide(command, stream.State, deal.Told(command)));
    }

    public static Decision Decide(AddParty command, Book? book, Told told)
    {
        if (book is null)
        {
            return Decision.Refuse(Problems.UnknownBook, "This book has not been opened.");
        }

        if (book.Has(command.Party))
        {
            return Decision.Refuse(Problems.AlreadyRecorded, $"Party {command.Party} is already in this book.");
        }

        if (book.Parties.Find(p => string.Equals(p.Party, command.Party, StringComparison.OrdinalIgnoreCase)) is { } alike)
        {
            return Decision.Refuse(Problems.DiffersInCase, $"{command.Party} differs only in case from {alike.Party}, which exists. Choose another one.");
        }

        if (command.Gln is not null && book.Parties.Find(p => p.Gln == command.Gln) is { } owner)
        {
            return Decision.Refuse(Problems.GlobalNumberInUse, $"The GLN belongs to {owner.Party} already. Leave it out, or correct it.");
        }

        return book.Parties.Count < Book.PartiesMax
            ? Decision.Accept(new PartyAdded(command.ToParty(), told.When))
            : Decision.Refuse(AgreementProblems.TooManyParties, $"A book can have at most {Book.PartiesMax} parties.");
    }
}
