using Microsoft.Extensions.Configuration;

namespace Ledger.Audit.Log;

/// <summary>Whose logs these are, and where the key is that signs them.</summary>
public sealed class LogSettings(IConfiguration configuration)
{
    public const string OperatorSetting = "Audit:Operator";
    public const string KeyFileSetting = "Audit:LogKeyFile";

    /// <summary>Name of the log key before it is bound to a book; a name holds neither spaces nor a plus.</summary>
    public string Name { get; } = NameOf(configuration[OperatorSetting] is { Length: > 0 } told ? told : "local");

    public string KeyFile { get; } = PrivateFile.PathOf(configuration, KeyFileSetting);

    /// <summary>What a book's log is called, for ever.</summary>
    public string OriginOf(string book) => $"{Name}/{book}";

    private static string NameOf(string whose) => whose.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')
        ? $"ledger.{whose}"
        : throw new InvalidOperationException($"{OperatorSetting} must consist of letters, digits, '.', '-' and '_'; it is \"{whose}\".");
}
