namespace Ledger.Http.Tests;

/// <summary>Tests that measure what all others have a share in, such as the memory of the process, run after them and by themselves.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class Alone
{
    public const string Name = "Alone";
}
