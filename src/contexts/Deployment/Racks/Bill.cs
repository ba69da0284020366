using Ledger.Deployment.RackModels;

namespace Ledger.Deployment.Racks;

/// <summary>A bill of materials, held against the units that are there.</summary>
/// <param name="Surplus">Units for which no part has room left, in the order in which they came.</param>
public sealed record Bill(IReadOnlyList<PartCount> Parts, IReadOnlyList<RackUnit> Surplus)
{
    public bool IsComplete => Parts.All(p => p.Installed == p.Required);

    /// <summary>
    /// A unit is its own product's part while that has room, else any unit of its family. Taking the narrower part first never makes a bill incomplete
    /// that another assignment would complete, and the counts do not depend on the order of the units.
    /// </summary>
    public static Bill Of(IReadOnlyList<RackPart> parts, IEnumerable<RackUnit> units)
    {
        var installed = new int[parts.Count];
        var narrowFirst = Enumerable.Range(0, parts.Count).OrderBy(i => parts[i].Product is null).ToArray();
        var surplus = new List<RackUnit>();
        foreach (var unit in units)
        {
            var part = Array.FindIndex(narrowFirst, i => installed[i] < parts[i].Count && parts[i].Takes(unit.Product, unit.Family));
            if (part < 0)
            {
                surplus.Add(unit);
            }
            else
            {
                installed[narrowFirst[part]]++;
            }
        }

        return new Bill([.. parts.Select((p, i) => new PartCount(p.Product, p.Family, p.Count, installed[i]))], surplus);
    }
}

/// <summary>One part of a rack's model, and how much of it is there.</summary>
public sealed record PartCount(string? Product, string? Family, int Required, int Installed);
