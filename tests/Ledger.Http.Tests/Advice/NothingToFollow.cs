namespace Ledger.Http.Tests.Advice;

/// <summary>Codes whose refusals give no advice about the deal that a test here could follow, by the reason.</summary>
internal static class NothingToFollow
{
    public static IReadOnlyDictionary<string, string[]> ByReason { get; } = new Dictionary<string, string[]>
    {
        ["What the command asks for is done already."] =
        [
            "already-appointed", "already-declared", "not-appointed", "nothing-to-cancel", "nothing-to-erase", "nothing-to-receive",
        ],
        ["It names a limit; Limits has a test of each that keeps to it."] =
        [
            "address-too-long", "body-too-large", "line-too-long", "too-many-lines", "too-many-parties", "too-many-proposals",
            "too-many-reports",
        ],
        ["The same request is sent again when the host or the issuer of tokens can answer it: it is about them, and tests of theirs bring them to it."] =
        [
            "body-too-slow", "contended", "issuer-unavailable", "nothing-sealed", "not-sealed-yet", "overloaded", "stopping", "took-too-long",
            "too-many-at-once", "too-many-exports", "too-many-overlaps", "too-many-requests", "unavailable",
        ],
        ["A fault of the ledger, which the operator mends."] = ["log-key-missing", "unexpected"],
        ["A witness signs anew: Heads_are_fetched brings what is wrong, and then what is right."] =
            ["bad-cosignature", "malformed-note", "no-cosignature", "other-head"],
        ["The log is not so long: there is nothing to read yet."] = ["unknown-head", "unknown-tile"],
        ["No field of a command takes what has no canonical form; What_can_be_sealed makes up a fact that does."] = ["not-sealable"],
    };
}
