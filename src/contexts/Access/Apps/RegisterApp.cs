using Wolverine.Http;

namespace Ledger.Access.Apps;

/// <summary>Registers a system of a party, which can then be given keys.</summary>
/// <param name="App">What the app is called in addresses and records.</param>
/// <param name="Party">The party of the book that the app acts for; for the operator's own apps, <c>operator</c>.</param>
[Allows(Roles.Operator, InOperatorRoom = true)]
[NobodysOwn("The operator registers the apps of every party.")]
[Sample("""{"app":"erp","party":"SUP","name":"ERP of the supplier"}""")]
public sealed record RegisterApp(string App, string Party, string Name, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class RegisterAppValidator : CommandValidator<RegisterApp>
{
    public RegisterAppValidator()
    {
        RuleFor(c => c.App).Number();
        RuleFor(c => c.Party).Number();
        RuleFor(c => c.Name).Text(200);
    }
}

/// <summary>What a registration is decided on.</summary>
/// <param name="IsParty">In the operator's room, whether the app is the operator's own; in a book, whether it has the party.</param>
public sealed record RegisterAppCase(App? App, bool IsParty);

public static class RegisterAppEndpoint
{
    [WolverinePost("/books/{book}/apps")]
    public static async Task<Answer> Post(RegisterApp command, Deal deal)
    {
        var (opened, party) = (deal.Open<App>(App.KeyOf(command.App)), deal.Party(command.Party));
        var stream = await opened;
        var isParty = OperatorRoom.Is(deal.Book) ? command.Party == OperatorRoom.Party : await party is not null;
        return await stream.RecordAsync(Decide(command, new(stream.State, isParty), deal.Told(command)));
    }

    public static Decision Decide(RegisterApp command, RegisterAppCase facts, Told told)
    {
        if (facts.App is not null)
        {
            return Decision.Refuse(Problems.AlreadyRecorded, $"The app {command.App} is registered already.");
        }

        return facts.IsParty
            ? Decision.Accept(new AppRegistered(command.App, command.Party, command.Name, told.When))
            : Decision.Refuse(Problems.UnknownParty, $"{command.Party} is no party here.");
    }
}
