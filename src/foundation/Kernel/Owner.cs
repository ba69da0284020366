using Ledger.Contracts;

namespace Ledger.Kernel;

/// <summary>
/// Whose something is. Roles say what a party may do in general (<see cref="AllowsAttribute"/>); a slice says to which agreement, order, batch or rack it may do it.
/// </summary>
public static class Owner
{
    /// <param name="by">Party that sends the command; null where nobody outside does, as for a message: then nothing is refused.</param>
    /// <param name="what">What it wants to act on. Whoever may send the command may also read that, so its owner is no secret to them.</param>
    /// <param name="owners">Parties that may. A null among them is an owner that is not known, because the fact is older than this rule: then nothing is refused.</param>
    public static Refusal? Refuse(string? by, string what, params IReadOnlyList<string?> owners) =>
        by is null || owners.Contains(null) || owners.Contains(by)
            ? null
            : new Refusal(Problems.NotYourOwn, $"{what} is a matter of {string.Join(" and ", owners.Distinct())}, not of {by}.");
}
