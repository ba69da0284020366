using FluentValidation;
using Ledger.Sealing.Notes;
using Wolverine.Http;

namespace Ledger.Audit.Witnesses;

/// <summary>
/// Appoints a partner's witness. From then on a head counts as countersigned only when this witness has signed it too. Appoint it again with the same key to
/// change its address.
/// </summary>
/// <param name="Witness">The witness's name in the book's policy; a name can be used only once in a book.</param>
/// <param name="Key">The witness's verifier key, <c>name+id+key</c>, as <c>ledger witness key</c> prints it.</param>
/// <param name="Party">The party that runs the witness.</param>
/// <param name="Url">The address that heads are sent to (its submission prefix in the tlog-witness protocol); omit it for a witness that fetches heads
/// itself.</param>
[Allows(Roles.Operator)]
[NobodysOwn("The operator keeps the policy of every book.")]
[Sample("""{"witness":"customer","key":"acme.example/witness+5a3d1ca4+BDQwaKlSrjVWKmaHLy8tSRgMMeqXaJY5iCdD6U0YmBYd","party":"CUS"}""")]
public sealed record AppointWitness(string Witness, string Key, string Party, string? Url = null, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class AppointWitnessValidator : CommandValidator<AppointWitness>
{
    private const int UrlLengthMax = 200;

    public AppointWitnessValidator()
    {
        RuleFor(c => c.Witness).Number();
        RuleFor(c => c.Witness).Must(name => name is not (WitnessPolicy.None or WitnessPolicy.Everyone))
            .WithErrorCode("reserved-name").WithMessage("This name is reserved in policies.");
        RuleFor(c => c.Key).Must(IsCosigner).WithErrorCode("bad-format").WithMessage("Must be a witness's verifier key, name+id+key, of type 4.");
        RuleFor(c => c.Party).Number();
        RuleFor(c => c.Url).Must(IsAddress)
            .WithErrorCode("bad-format")
            .WithMessage($"Must be an http or https address of at most {UrlLengthMax} characters, without user, query or fragment.");
    }

    private static bool IsCosigner(string? key) => key is null || VerifierKey.TryParse(key) is { Kind: KeyKind.Cosigner };

    private static bool IsAddress(string? url) => url is null
        || (url.Length <= UrlLengthMax && url.All(c => c is > ' ' and <= '~') && Uri.TryCreate(url, UriKind.Absolute, out var address)
            && address.Scheme is "http" or "https" && address is { UserInfo: "", Query: "", Fragment: "" } && !url.Contains('\\'));
}

/// <summary>What an appointment is decided on.</summary>
public sealed record AppointWitnessCase(WitnessRoster? Roster, PartyInfo? Party);

public static class AppointWitnessEndpoint
{
    private const int WitnessesMax = 16;

    [WolverinePost("/books/{book}/log/witnesses")]
    public static async Task<Answer> Post(AppointWitness command, Deal deal)
    {
        var (opened, party) = (deal.Open<WitnessRoster>(WitnessRoster.Key), deal.Party(command.Party));
        var stream = await opened;
        return await stream.RecordAsync(Decide(command, new(stream.State, await party), deal.Told(command)));
    }

    public static Decision Decide(AppointWitness command, AppointWitnessCase facts, Told told)
    {
        if (facts.Party is null)
        {
            return Decision.Refuse(Problems.UnknownParty, $"Party {command.Party} is not in this book.");
        }

        var roster = facts.Roster;
        var appointed = new WitnessAppointed(command.Witness, command.Key, command.Party, command.Url?.TrimEnd('/'), told.When);
        if (roster?.Find(command.Witness) is { } known && known.Key == command.Key)
        {
            return known == new AppointedWitness(appointed.Witness, appointed.Key, appointed.Party, appointed.Url)
                ? Decision.Refuse(Problems.AlreadyRecorded, $"Witness {command.Witness} is already appointed with this key and address.")
                : Decision.Accept(appointed);
        }

        if (roster?.Find(command.Witness) is not null || roster?.Dismissed.Contains(command.Witness) is true)
        {
            return Decision.Refuse(WitnessProblems.WitnessNameUsed, $"Choose a name other than {command.Witness}.");
        }

        if (roster?.Witnesses.Find(w => IsSame(w.Verifier, VerifierKey.Parse(command.Key))) is { } same)
        {
            return Decision.Refuse(WitnessProblems.WitnessKeyUsed, $"The key belongs to witness {same.Witness}. Appoint this one with another key.");
        }

        return roster?.Witnesses.Count >= WitnessesMax
            ? Decision.Refuse(WitnessProblems.TooManyWitnesses, "Dismiss another witness first.")
            : Decision.Accept(appointed);
    }

    /// <summary>One secret makes one witness, whatever it is called.</summary>
    private static bool IsSame(VerifierKey one, VerifierKey other) => one.PublicKeyBytes.AsSpan().SequenceEqual(other.PublicKeyBytes);
}
