using Ledger.Cli.Simulate.Terms;

namespace Ledger.Cli.Simulate.Engine;

/// <summary>Accepted units that wait at a site for a rack, and how many of them the site can lose without a rack staying empty.</summary>
internal sealed class Stock
{
    private readonly Dictionary<(string Site, CatalogProduct Product), Pool> _pools = [];

    public void Put(string site, SerialRun run)
    {
        if (run.Count == 0) return;
        var pool = At(site, run.Product);
        pool.Runs.Enqueue(run);
        pool.Units += run.Count;
    }

    public bool Has(string site, CatalogProduct product, int count) => At(site, product).Units >= count;

    public IReadOnlyList<SerialRun> Take(string site, CatalogProduct product, int count)
    {
        var pool = At(site, product);
        if (pool.Units < count) throw new InvalidOperationException($"{site} has {pool.Units} of {product.Id}, not {count}.");
        pool.Units -= count;
        var taken = new List<SerialRun>();
        while (count > 0)
        {
            // Enqueueing the rest again would put it behind younger units, so the head of the queue is kept apart.
            var run = pool.Opened.Count > 0 ? pool.Opened : pool.Runs.Dequeue();
            var (mine, rest) = run.SplitAt(Math.Min(count, run.Count));
            pool.Opened = rest;
            taken.Add(mine);
            count -= mine.Count;
        }

        return taken;
    }

    public void AddSpare(string site, CatalogProduct product, int count) => At(site, product).Spare += count;

    /// <summary>True when a unit may be lost here; the racks that are still to be built then have one spare less.</summary>
    public bool TryLose(string site, CatalogProduct product, int count = 1)
    {
        var pool = At(site, product);
        if (pool.Spare < count) return false;
        pool.Spare -= count;
        return true;
    }

    private Pool At(string site, CatalogProduct product)
    {
        if (!_pools.TryGetValue((site, product), out var pool)) _pools[(site, product)] = pool = new Pool();
        return pool;
    }

    private sealed class Pool
    {
        public Queue<SerialRun> Runs { get; } = new();

        public SerialRun Opened { get; set; }

        public long Units { get; set; }

        public int Spare { get; set; }
    }
}
