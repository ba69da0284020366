using Wolverine.Http;

namespace Ledger.Access.Apps;

/// <summary>Registers a system of a party, which can then be given keys.</summary>
/// <param name="App">What the app is called in addresses and records.</param>
/// <param name="Party">The party of the book that the app acts for; for the operator's own apps, <c>operator</c>.</param>
[Allows(Roles.Operator, InOperatorRoom = true)]
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

public static class RegisterAppEndpoint
{
    [WolverinePost("/books/{book}/apps")]
    public static async Task<Answer> Post(RegisterApp command, LedgerSession ledger, ICatalog catalog, CancellationToken ct)
    {
        var isParty = OperatorRoom.Is(ledger.Book) ? command.Party == OperatorRoom.Party : await catalog.PartyAsync(ledger.Book, command.Party, ct) is not null;
        var stream = await ledger.OpenAsync<App>(App.KeyOf(command.App), ct);
        return await stream.RecordAsync(Decide(stream.State, command, isParty, ledger.When(command)));
    }

    public static Decision Decide(App? state, RegisterApp command, bool isParty, DateTimeOffset when)
    {
        if (state is not null)
        {
            return Decision.Refuse(Problems.AlreadyRecorded, $"The app {command.App} is registered already.");
        }

        return isParty
            ? Decision.Accept(new AppRegistered(command.App, command.Party, command.Name, when))
            : Decision.Refuse(Problems.UnknownParty, $"{command.Party} is no party here.");
    }
}
