using System.CommandLine;
using Ledger.Client.Credentials;

namespace Ledger.Cli.Shared;

/// <summary>The options that say where a verb works and as whom.</summary>
internal sealed class ConnectionOptions
{
    private const string Variable = "LEDGER_KEY";
    private readonly Option<Uri> _url = CommonOptions.Url();
    private readonly Option<string> _book;
    private readonly Option<FileInfo> _keyFile = new("--key-file") { Description = $"File with the API key. Default: the environment variable {Variable}." };

    public ConnectionOptions(Option<string>? book = null)
    {
        _book = book ?? CommonOptions.Book();
        _keyFile.AcceptExistingOnly();
    }

    public static ICredential? FromVariable() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } key ? new ApiKey(key) : null;

    public Connection Of(ParseResult arguments) => new(
        arguments.GetValue(_url)!, arguments.GetValue(_book)!, arguments.GetValue(_keyFile) is { } file ? ApiKey.FromFile(file.FullName) : FromVariable());

    public void AddTo(Command verb) => Array.ForEach([_url, _book, (Option)_keyFile], verb.Options.Add);
}
