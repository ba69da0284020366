using Ledger.Kernel;
using static Ledger.Door.Limits.LimitSettings;

namespace Ledger.Door.Limits;

/// <summary>How many bodies may be on their way at the same time.</summary>
public static class WaitingLimits
{
    public static readonly Limit Party = new(
        "party-waiting", Defaults.WaitingPerParty, "requests", "requests of one party that wait for their bodies, and bulk requests that are open",
        "refused without being read", Problems.TooManyAtOnce, PathOf(nameof(LimitSettings.WaitingPerParty)));

    public static readonly Limit Book = new(
        "book-waiting", Defaults.WaitingPerBook, "requests", "the same, of all parties of one book", "refused without being read", Problems.TooManyAtOnce,
        PathOf(nameof(LimitSettings.WaitingPerBook)));

    public static readonly Limit Address = new(
        "address-waiting", Defaults.WaitingPerAddress, "requests", "requests without a key from one network address that wait for their bodies",
        "refused without being read", Problems.TooManyAtOnce, PathOf(nameof(LimitSettings.WaitingPerAddress)));

    public static readonly Limit Host = new(
        "host-waiting", Defaults.WaitingPerHost, "requests", "requests with a key that wait for their bodies on one host; the same number again without one",
        "refused without being read", Problems.Overloaded, PathOf(nameof(LimitSettings.WaitingPerHost)));
}
