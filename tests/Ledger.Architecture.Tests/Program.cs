using Ledger.Architecture.Tests.Reference;

namespace Ledger.Architecture.Tests;

/// <summary>Writes what the tests of this project compare: see <c>ops/generate</c>.</summary>
internal static class Program
{
    public static void Main()
    {
        foreach (var path in Generated.Write())
        {
            Console.WriteLine(path);
        }
    }
}
