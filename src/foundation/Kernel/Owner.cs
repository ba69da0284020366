using Ledger.Contracts;

namespace Ledger.Kernel;

/// <summary>
/// Whose something is. Roles say what a party may do in general (<see cref="AllowsAttribute"/>); a slice says to which agreement, order, batch or rack it may
/// do it. It fails closed: a party that is not known to own something does not own it. Only the ledger itself, acting on what it was told before, may do
/// everything.
/// </summary>
public static class Owner
{
    /// <param name="what">What the owners may do, such as <c>ship against order PO-1</c>. Whoever may send the command may also read whose that is.</param>
    /// <param name="owners">Parties that may. One that is null is not known, and allows nobody.</param>
    public static Refusal? Refuse(Sender by, string what, params IReadOnlyList<string?> owners)
    {
        if (by.IsLedger || owners.Any(by.Is))
        {
            return null;
        }

        string[] known = [.. owners.OfType<string>().Distinct()];
        return new Refusal(
            Problems.NotYourOwn, $"Only {(known.Length == 0 ? "the owner, whom the ledger does not know," : string.Join(" or ", known))} may {what}.");
    }

    /// <summary>The same where something is of several: one owner among them does not decide alone.</summary>
    public static Refusal? RefuseUnlessAll(Sender by, string what, IEnumerable<string?> owners) =>
        owners.Select(owner => Refuse(by, what, owner)).FirstOrDefault(refusal => refusal is not null);
}
