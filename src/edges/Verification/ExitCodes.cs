namespace Ledger.Verification;

/// <summary>What a verification came to, as a process says it.</summary>
public static class ExitCodes
{
    public const int Verified = 0;
    public const int Unreadable = 1;
    public const int WrongUsage = 2;
    public const int Findings = 3;
}
