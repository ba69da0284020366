using System.Text.Json;
using Ledger.Client;
using Ledger.Client.Contracts;

namespace Ledger.Cli.Tests.Simulate;

/// <summary>The deal that the README walks through leads to the places that the README names.</summary>
public class The_first_deal
{
    private static readonly Fold Played = new Fold().Play(
        File.ReadLines(Path.Combine(Root(), "ops", "first-deal.jsonl")).Select(Read));

    [Theory]
    [InlineData("acme:gpu-1", "rack:RACK-1/active", "G1 G2 G3 G5")]
    [InlineData("acme:gpu-1", "transit:B-1/missing", "G7")]
    [InlineData("acme:gpu-1", "site:FAB/returned", "G4 G6")]
    [InlineData("acme:cpu-1", "rack:RACK-1/active", "C1 C2")]
    [InlineData("acme:switch-1", "rack:RACK-1/active", "S1")]
    public void leaves_its_units_in_these_places(string product, string account, string serials) => Assert.Equal(
        serials.Split(' '),
        Played.Units.Where(unit => unit.Key.Product == product && unit.Value == account).Select(unit => unit.Key.Serial).Order());

    [Fact]
    public void has_no_other_units() => Assert.Equal(10, Played.Units.Count);

    [Fact]
    public void has_one_shipment_that_is_refused() =>
        Assert.Equal("DA-1-COPY", Assert.IsType<ShipBatch>(Assert.Single(Played.Refused).Command).DespatchAdvice);

    /// <summary>A line names its command first; the rest of it is the command.</summary>
    private static ICommand Read(string line)
    {
        var type = JsonElement.Parse(line).GetProperty("type").GetString();
        return (ICommand)JsonSerializer.Deserialize(line, LedgerJson.Options.GetTypeInfo(typeof(ShipBatch).Assembly.GetType($"{typeof(ShipBatch).Namespace}.{type}", throwOnError: true)!))!;
    }

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Ledger.sln"))) directory = directory.Parent!;
        return directory.FullName;
    }
}
