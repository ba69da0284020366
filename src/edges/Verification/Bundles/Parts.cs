using Ledger.Sealing.Tiles;

namespace Ledger.Verification.Bundles;

/// <summary>Names of the parts that bundles have; which of them one has, its layout says.</summary>
public static class Parts
{
    public const string Manifest = "manifest.json";
    public const string Checkpoint = "checkpoint";
    public const string Policy = "policy.txt";
    public const string Heads = "heads.jsonl";
    public const string Entries = "entries.jsonl";
    public const string Payloads = "payloads.jsonl";
    public const string Disclosures = "disclosures.jsonl";
    public const string Events = "events.csv";
    public const string Streams = "streams.csv";
    public const string Sequence = "sequence.csv";
    public const string DeadLetters = "deadletters.csv";
    public const string Columns = "columns.csv";
    public const string Stock = "views/stock.csv";
    public const string Journal = "views/journal.csv";
    public const string Units = "views/units.csv";
    public const string Orders = "views/orders.csv";
    public const string Milestones = "views/milestones.csv";
    public const string Sums = "SHA256SUMS";
    public const string Guide = "VERIFY.md";

    private const string ProofsFolder = "proofs/";
    private const string ProofEnding = ".tlog-proof";

    public static bool IsTile(string name) => TilePath.TryParse(name) is { IsEntries: false };

    /// <summary>The leaf that a sampled proof is about; null when the name is not that of a proof.</summary>
    public static long? ProofOf(string name) =>
        name.StartsWith(ProofsFolder, StringComparison.Ordinal) && name.EndsWith(ProofEnding, StringComparison.Ordinal)
        && name[ProofsFolder.Length..^ProofEnding.Length] is { Length: > 0 and < 19 } digits && digits.All(char.IsAsciiDigit)
            && (digits == "0" || digits[0] != '0')
            ? long.Parse(digits, System.Globalization.CultureInfo.InvariantCulture)
            : null;
}
