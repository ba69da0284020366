using Wolverine.Http;

namespace Ledger.Agreements.Books;

/// <summary>Adds a legal entity to the book.</summary>
/// <param name="Gln">GS1 global location number of the legal entity (PGLN), where it has one.</param>
[Allows(Contracts.Roles.Operator)]
[Sample("""{"party":"A","name":"A","roles":["supplier"]}""")]
public sealed record AddParty([property: DocumentNumber(IsPartOfSeries = true)] string Party, string Name, IReadOnlyList<string> Roles, string? Gln = null, DateTimeOffset? OccurredAt = null) : ICommand
{
    public BookParty ToParty() => new(Party, Name, Roles, Gln);
}

public sealed class AddPartyValidator : CommandValidator<AddParty>
{
    public AddPartyValidator()
    {
        RuleFor(c => c.Party).Number();
        RuleFor(c => c.Name).Text(200);
        RuleFor(c => c.Roles).Count(1, Book.Roles.Length).Distinct(r => r);
        RuleForEach(c => c.Roles).OneOf(Book.Roles);
        RuleFor(c => c.Gln).Gln();
    }
}

public static class AddPartyEndpoint
{
    [WolverinePost("/books/{book}/parties")]
    public static async Task<Answer> Post(AddParty command, LedgerSession ledger, CancellationToken ct)
    {
        var stream = await ledger.OpenAsync<Book>(Book.Key, ct);
        return await stream.RecordAsync(Decide(stream.State, command, ledger.When(command)));
    }

    public static Decision Decide(Book? state, AddParty command, DateTimeOffset when)
    {
        if (state is null)
        {
            return Decision.Refuse(Problems.UnknownBook, "The book is not open.");
        }

        if (state.Has(command.Party))
        {
            return Decision.Refuse(Problems.AlreadyRecorded, $"The party {command.Party} is in the book already.");
        }

        return state.Parties.Count < Book.PartiesMax
            ? Decision.Accept(new PartyAdded(command.ToParty(), when))
            : Decision.Refuse(AgreementProblems.TooManyParties, $"A book has room for {Book.PartiesMax} parties.");
    }
}
