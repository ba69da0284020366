using Ledger.Cli.Simulate.Engine;
using Ledger.Client.Contracts;
using Ledger.Cli.Simulate.Terms;

namespace Ledger.Cli.Simulate.Phases;

/// <summary>A batch on its way from where it is made to a site, and the documents that go with it.</summary>
internal sealed class Consignment(World world, string order, int orderLine, CatalogProduct product, string site, SerialRun units)
{
    public Consignment(World world, string order, int orderLine, CatalogProduct product, string site, int count)
        : this(world, order, orderLine, product, site, world.Numbers.Serials(product, count))
    {
    }

    public string Batch { get; } = world.Numbers.Next("B");

    public CatalogProduct Product => product;

    public string Site => site;

    public SerialRun Units => units;

    /// <summary>The same consignment in two batches, which then travel side by side.</summary>
    public (Consignment First, Consignment Second) Halves()
    {
        var (head, tail) = units.SplitAt(units.Count / 2);
        return (new(world, order, orderLine, product, site, head), new(world, order, orderLine, product, site, tail));
    }

    public RegisterBatch Register()
    {
        world.UnitsRegistered += units.Count;
        return new RegisterBatch(Batch, product.Id, product.Origin, units.Serials);
    }

    public ShipBatch Ship()
    {
        world.Milestones.Count("shipped", product, units.Count);
        return ShipAgain();
    }

    /// <summary>A second despatch advice for the batch, whether the first was voided or the command is a mistake.</summary>
    public ShipBatch ShipAgain() => new(
        Batch, order, orderLine, site, Parties.CarrierTo(site), world.Numbers.Next("DA"), world.Timeline.Today.AddDays(8));

    public ReceiveBatch Receive(IReadOnlyList<string>? serials = null, IReadOnlyList<string>? damaged = null, bool? final = null) =>
        new(Batch, world.Numbers.Next("RC"), serials, damaged, final);

    /// <summary>Inspected and taken over: from now on the units can go into a rack.</summary>
    public AcceptUnits Accept(params SerialRun[] runs)
    {
        foreach (var run in runs)
        {
            world.Stock.Put(site, run);
            world.Milestones.Count("accepted", product, run.Count);
        }

        return new AcceptUnits(world.Numbers.Next("QC"), site, product.Id, [.. runs.SelectMany(run => run.Serials)], Batch);
    }

    public RejectUnits Reject(SerialRun run, string reason) =>
        new(world.Numbers.Next("QC"), site, product.Id, run.Serials, reason, Batch);

    public ReturnUnits Return(SerialRun run, string reason)
    {
        world.Milestones.Count("shipped", product, -run.Count);
        return new ReturnUnits(world.Numbers.Next("RMA"), site, product.Id, run.Serials, product.Origin, reason);
    }
}
