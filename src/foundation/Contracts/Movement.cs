namespace Ledger.Contracts;

/// <summary>
/// Units of one product that leave one account and enter another, all of them or none.
/// </summary>
/// <param name="Product">Product id, <c>manufacturer:part-number</c>.</param>
/// <param name="Line">Agreement line that the units count toward (<c>SA-1/2</c>), known from shipment on; null before and after.</param>
/// <param name="From">Account that the units leave, see <see cref="Account"/>.</param>
/// <param name="To">Account that they enter.</param>
/// <param name="Serials">Serial numbers, distinct; with the product they name the units.</param>
public sealed record Movement(string Product, string? Line, string From, string To, IReadOnlyList<string> Serials)
{
    public int QuantityUnits => Serials.Count;
}
