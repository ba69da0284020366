using Ledger.Contracts;

namespace Ledger.Kernel;

/// <summary>Who says something: an app of a party, or the ledger itself, which acts on what it was told before.</summary>
public sealed record Sender
{
    /// <summary>Nobody outside: a message, or a date that has passed.</summary>
    public static readonly Sender Ledger = new(null, null);

    private readonly string? _party;
    private readonly string? _app;

    private Sender(string? party, string? app) => (_party, _app) = (party, app);

    public bool IsLedger => _party is null;

    /// <exception cref="InvalidOperationException">It is the ledger itself, which is no party.</exception>
    public string Party => _party ?? throw new InvalidOperationException("The ledger itself is no party of a book.");

    public static Sender Of(string party, string app) => new(party, app);

    public static Sender Of(Caller caller) => new(caller.Party, caller.App);

    public bool Is(string? party) => _party is not null && _party == party;

    /// <summary>As it is noted with each event: <c>party/app</c>; nothing for the ledger itself.</summary>
    public override string ToString() => IsLedger ? "" : $"{_party}/{_app}";
}

/// <summary>That something was told: by whom, and when it happened by their account.</summary>
/// <param name="When">Told time, in UTC.</param>
public sealed record Told(Sender By, DateTimeOffset When);
