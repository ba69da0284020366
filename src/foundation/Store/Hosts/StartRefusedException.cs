namespace Ledger.Store.Hosts;

/// <summary>
/// The host must not start. The message says what is wrong and what to do about it. Whoever prints the exception prints that and nothing else: a stack would
/// only hide it.
/// </summary>
public sealed class StartRefusedException(string message) : Exception(message)
{
    public override string ToString() => Message;
}
