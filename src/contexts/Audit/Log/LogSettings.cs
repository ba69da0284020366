using Ledger.Store.Hosts;
using Microsoft.Extensions.Configuration;

namespace Ledger.Audit.Log;

/// <summary>Whose logs these are, and where the key is that signs them.</summary>
public sealed class LogSettings(IConfiguration configuration) : ISharedSecret
{
    public const string OperatorSetting = "Audit:Operator";
    public const string KeyFileSetting = "Audit:LogKeyFile";

    /// <summary>Name of the log key before it is bound to a book; a name holds neither spaces nor a plus.</summary>
    public string Name { get; } = NameOf(configuration[OperatorSetting] is { Length: > 0 } told ? told : "local");

    public string KeyFile { get; } = PrivateFile.PathOf(configuration, KeyFileSetting);

    string ISharedSecret.Name => "log-name";

    string ISharedSecret.Place => $"The setting {OperatorSetting} ({Name})";

    bool ISharedSecret.MayForget => false;

    Task ISharedSecret.MakeIfAbsentAsync(CancellationToken ct) => Task.CompletedTask;

    /// <summary>It is no secret, but hosts with different names would sign different logs.</summary>
    IReadOnlyList<string> ISharedSecret.Digests() => [Name];

    /// <summary>What a book's log is called, for ever.</summary>
    public string OriginOf(string book) => $"{Name}/{book}";

    private static string NameOf(string whose) => whose.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')
        ? $"ledger.{whose}"
        : throw new InvalidOperationException($"{OperatorSetting} must consist of letters, digits, '.', '-' and '_'; it is \"{whose}\".");
}
