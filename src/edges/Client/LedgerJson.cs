using System.Text.Json;

namespace Ledger.Client;

/// <summary>How commands and views are written as JSON: for a program that keeps them in a file or a queue of its own.</summary>
public static class LedgerJson
{
    static LedgerJson() => Wire.Options.MakeReadOnly();

    /// <summary>The client's own settings of System.Text.Json, which know every contract. They are read-only; copy them to change something.</summary>
    public static JsonSerializerOptions Options => Wire.Options;
}
