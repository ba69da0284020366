using Ledger.Cli.Simulate.Terms;

namespace Ledger.Cli.Simulate.Engine;

/// <summary>The numbers that partners put on their documents: each kind counts from one.</summary>
internal sealed class Numbers
{
    private readonly Dictionary<string, int> _last = [];
    private readonly Dictionary<CatalogProduct, long> _serials = [];

    public string Next(string kind) => $"{kind}-{Count(kind):D6}";

    /// <summary>How many documents of a kind there have been, this one included.</summary>
    public int Count(string kind) => _last[kind] = _last.GetValueOrDefault(kind) + 1;

    public SerialRun Serials(CatalogProduct product, int count)
    {
        var first = _serials.GetValueOrDefault(product, 1);
        _serials[product] = first + count;
        return new SerialRun(product, first, count);
    }
}
