namespace Ledger.Cli.Shared;

/// <summary>What a script can tell from how the tool ended; every verb's <c>--help</c> lists the ones that it uses.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int DoesNotHold = 3;
    public const int NoAnswer = 4;
    public const int Interrupted = 130;
}
