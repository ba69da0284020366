using System.Text.Json.Serialization;

namespace Ledger.Cli.Check;

/// <summary>What the ledger says about the balances of a book.</summary>
/// <param name="Position">How far the journal had come; a balance is a statement about all of history up to there.</param>
/// <param name="Findings">What does not hold, the first of each kind.</param>
internal sealed record BalanceReport(
    string Book, long Position, long Units, bool AccountsSumToZero, bool JournalAndCustodyAgree, IReadOnlyList<string> Findings)
{
    [JsonIgnore]
    public bool Holds => AccountsSumToZero && JournalAndCustodyAgree;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(BalanceReport))]
internal sealed partial class CheckJson : JsonSerializerContext;
