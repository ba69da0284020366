namespace Ledger.Deployment.Racks;

/// <summary>The units in a rack, folded from nothing but the movements into it, within it and out of it.</summary>
public sealed class RackContent
{
    /// <summary>At a moment past a rack may be known to be in service while its installation had, by effective time, not taken place yet.</summary>
    public const string UnknownFamily = "unknown";

    private readonly Dictionary<(string Product, string Serial), RackUnit> _units = [];
    private readonly Dictionary<string, string> _families = new(StringComparer.Ordinal);

    public IReadOnlyCollection<RackUnit> Units => _units.Values;

    public RackUnit? Find(string product, string serial) => _units.GetValueOrDefault((product, serial));

    public void Apply(string rack, IReadOnlyList<ProductFamily> products, IReadOnlyList<Movement> movements)
    {
        foreach (var product in products)
        {
            _families[product.Product] = product.Family;
        }

        Apply(rack, movements);
    }

    public void Apply(string rack, IReadOnlyList<Movement> movements)
    {
        var place = Account.PlaceOf(Account.InRack(rack, Condition.Installed));
        foreach (var movement in movements)
        {
            var stays = Account.PlaceOf(movement.To) == place;
            foreach (var serial in movement.Serials)
            {
                if (stays)
                {
                    _units[(movement.Product, serial)] =
                        new RackUnit(
                            movement.Product, serial, _families.GetValueOrDefault(movement.Product, UnknownFamily), movement.Line,
                            Account.ConditionOf(movement.To));
                }
                else
                {
                    _units.Remove((movement.Product, serial));
                }
            }
        }
    }
}
