using Wolverine.Http;

namespace Ledger.Access.Apps;

/// <summary>Registers an app: a system of a party, to which keys can then be issued.</summary>
/// <param name="App">The app's name in addresses and records.</param>
/// <param name="Party">The party that the app acts for; <c>operator</c> for the operator's own apps.</param>
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
            return Decision.Refuse(Problems.AlreadyRecorded, $"App {command.App} is already registered.");
        }

        return facts.IsParty
            ? Decision.Accept(new AppRegistered(command.App, command.Party, command.Name, told.When))
            : Decision.Refuse(Problems.UnknownParty, $"Party {command.Party} is not in this book.");
    }
}
