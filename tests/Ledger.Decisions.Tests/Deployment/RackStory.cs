using Ledger.Contracts.Ports;
using Ledger.Deployment.RackModels;
using Ledger.Deployment.Racks;
using Ledger.Kernel;

namespace Ledger.Decisions.Tests.Deployment;

/// <summary>
/// One rack's history, told with events, and what a command comes to then. The rack R1 at PDX1 takes two GPUs of one product and any one network card.
/// </summary>
internal sealed class RackStory
{
    public const string Gpu = "acme:gpu-1";
    public const string OtherGpu = "acme:gpu-2";
    public const string Nic = "acme:nic-1";
    public const string OtherNic = "acme:nic-2";
    public const string Line = "SA-1/1";
    public const string Shelf = "site:PDX1/accepted";
    public const string Quarantine = "site:PDX1/quarantined";
    public const string Inside = "rack:R1/installed";
    public const string Running = "rack:R1/active";

    public static readonly DateTimeOffset Noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly IReadOnlyList<RackPart> Parts = [new(2, Product: Gpu), new(1, Family: "nic")];

    public static readonly IReadOnlyDictionary<string, ProductInfo> Products = new[] { (Gpu, "gpu"), (OtherGpu, "gpu"), (Nic, "nic"), (OtherNic, "nic") }
        .ToDictionary(p => p.Item1, p => new ProductInfo(p.Item1, p.Item1, p.Item2, null));

    private readonly object[] _events;

    private RackStory(object[] events) => _events = events;

    public static object Planned { get; } = new RackPlanned("R1", "M1", "PDX1", null, Parts, Noon);

    public static object PoweredOn { get; } = new RackPoweredOn("R1", Noon);

    public static object Accepted { get; } = new RackAccepted("R1", null, Noon);

    public static object Decommissioned { get; } = new RackDecommissioned("R1", "end of life", [], Noon);

    public static object[] Assembled { get; } = [Planned, Installed(Gpu, "G1", "G2"), Installed(Nic, "N1")];

    public static object[] Validated { get; } = [.. Assembled, PoweredOn, Tested("T1", TestOutcome.Passed)];

    public static object[] InService { get; } = [.. Validated, Commissioned];

    public static object Commissioned =>
        new RackCommissioned("R1", null, [new(Gpu, Line, Inside, Running, ["G1", "G2"]), new(Nic, Line, Inside, Running, ["N1"])], Noon);

    public static object Installed(string product, params string[] serials) =>
        new UnitsInstalled(
            "R1", [new(product, Products[product].Family)], [new(product, Line, Shelf, Inside, serials)],
            product == Nic ? RackState.Assembled : RackState.Planned, Noon);

    public static object Removed(string product, string serial, string from, DateTimeOffset? at = null) =>
        new UnitRemoved("R1", "worn", [new(product, Line, from, Quarantine, [serial])], RackState.Planned, at ?? Noon);

    public static object Tested(string test, TestOutcome outcome, DateTimeOffset? at = null) =>
        new RackTestRecorded("R1", test, "burn-in", outcome, null, null, outcome == TestOutcome.Passed ? RackState.Validating : RackState.Failed, at ?? Noon);

    public static IReadOnlyDictionary<(string Product, string Serial), UnitAt> OnShelf(string product, params string[] serials) => At(Shelf, product, serials);

    public static IReadOnlyDictionary<(string Product, string Serial), UnitAt> At(string account, string product, params string[] serials) =>
        serials.ToDictionary(s => (product, s), s => new UnitAt(product, s, account, Line));

    /// <summary>Told by the ledger itself: whose the rack is, is a question of its own.</summary>
    public static Told At(DateTimeOffset when) => new(Sender.Ledger, when);

    public static RackStory Given(params object[] events) => new(events);

    public Outcome When(Func<Rack?, Decision> decide) => new(this, decide(Fold<Rack>(_events)));

    public static T? Fold<T>(IEnumerable<object> events)
        where T : class, new() => Story.Fold<T>(events);

    public static string Written(object value) => Story.Written(value);

    internal sealed record Outcome(RackStory Story, Decision Decision)
    {
        /// <summary>Compared as they are written down, because that is what the ledger keeps.</summary>
        public Outcome Then(params object[] events)
        {
            Assert.Null(Decision.Refusal);
            Assert.Equal(events.Select(Written), Decision.Events.Select(Written));
            Assert.Equal(events.Select(e => e.GetType()), Decision.Events.Select(e => e.GetType()));
            return this;
        }

        public void ThenRefused(ProblemCode code, params string[] serials)
        {
            Assert.Equal(code, Decision.Refusal?.Code);
            Assert.Equal(serials, Decision.Refusal!.Serials ?? []);
            Assert.Empty(Decision.Events);
        }

        /// <summary>The state afterwards, as each of the three readers of the events comes to it.</summary>
        public Outcome AndIs(RackState state)
        {
            Assert.Null(Decision.Refusal);
            object[] all = [.. Story._events, .. Decision.Events];
            Assert.Equal(state, Fold<Rack>(all)!.State);
            Assert.Equal(state, Fold<RackView>(all)!.State);
            Assert.Equal(state, Fold<RackSummary>(all)!.State);
            return this;
        }
    }
}
