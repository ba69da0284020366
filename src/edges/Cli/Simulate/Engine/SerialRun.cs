using System.Globalization;
using Ledger.Cli.Simulate.Terms;

namespace Ledger.Cli.Simulate.Engine;

/// <summary>Units of a product whose serials are numbered in a row. Stock is held as runs, so a million units need a few thousand entries.</summary>
internal readonly record struct SerialRun(CatalogProduct Product, long First, int Count)
{
    /// <summary>A single unit that is known by its serial.</summary>
    public static SerialRun Of(CatalogProduct product, string serial) =>
        new(product, long.Parse(serial.AsSpan(product.SerialPrefix.Length), CultureInfo.InvariantCulture), 1);

    public IReadOnlyList<string> Serials
    {
        get
        {
            var serials = new string[Count];
            for (var i = 0; i < Count; i++) serials[i] = $"{Product.SerialPrefix}{First + i:D7}";
            return serials;
        }
    }

    public (SerialRun Head, SerialRun Tail) SplitAt(int count) =>
        (this with { Count = count }, this with { First = First + count, Count = Count - count });

    /// <summary>The last units apart from the rest: mishaps befall the end of a run, which keeps runs whole.</summary>
    public (SerialRun Others, SerialRun Last) CutLast(int count) => SplitAt(Count - count);
}
