using Ledger.Client;
using Ledger.Client.Reading;

namespace Ledger.Cli.Keys;

/// <summary>A key that the tool may use, with the client that shows it.</summary>
/// <param name="Name">Name of its file.</param>
internal sealed record KeyClient(string Name, LedgerClient Ledger)
{
    /// <summary>What the ledger says of it; null while the book is not there.</summary>
    public Me? Me { get; private set; }

    /// <summary>False when the ledger does not take it, or not any more.</summary>
    public bool IsValid { get; private set; } = true;

    /// <summary>Name of the file that holds the operator's key.</summary>
    public const string Operator = "operator";

    public bool IsOperator => Me?.Roles.Contains("operator") ?? Name == Operator;

    public bool May(string command) => Me?.Commands.Contains(command) ?? IsOperator;

    public async Task Ask(CancellationToken cancel)
    {
        try
        {
            Me = await Ledger.Reads.ReadMeAsync(cancel);
        }
        catch (LedgerRefusedException refused) when (refused.Problem.Status is 401 or 403 or 404)
        {
            IsValid = refused.Problem.Status == 404;
        }
    }
}
