using Ledger.Contracts;

namespace Ledger.Kernel;

/// <summary>
/// Whose something is. Roles say what a party may do in general (<see cref="AllowsAttribute"/>); a slice says to which agreement, order, batch or rack it may do it.
/// It fails closed: a party that is not known to own something does not own it. Only the ledger itself, acting on what it was told before, may do everything.
/// </summary>
public static class Owner
{
    /// <param name="what">What the owners may do, to follow "Only … may": <c>ship against order PO-1</c>. Whoever may send the command may also read whose that is.</param>
    /// <param name="owners">Parties that may. One that is null is not known, and allows nobody.</param>
    public static Refusal? Refuse(Sender by, string what, params IReadOnlyList<string?> owners)
    {
        if (by.IsLedger || owners.Any(by.Is))
        {
            return null;
        }

        string[] known = [.. owners.OfType<string>().Distinct()];
        return new Refusal(Problems.NotYourOwn, $"Only {(known.Length == 0 ? "the owner, whom the ledger does not know," : string.Join(" or ", known))} may {what}.");
    }

    /// <param name="by">Party that sends the command; null where nobody outside does, as for a message: then nothing is refused.</param>
    /// <param name="what">What it wants to act on. Whoever may send the command may also read that, so its owner is no secret to them.</param>
    /// <param name="owners">Parties that may. A null among them is an owner that is not known, because the fact is older than this rule: then nothing is refused.</param>
    public static Refusal? Refuse(string? by, string what, params IReadOnlyList<string?> owners) =>
        by is null || owners.Contains(null) || owners.Contains(by)
            ? null
            : new Refusal(Problems.NotYourOwn, $"{what} is a matter of {string.Join(" and ", owners.Distinct())}, not of {by}.");
}
