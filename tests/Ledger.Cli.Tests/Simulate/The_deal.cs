using System.Security.Cryptography;
using System.Text.Json;
using Ledger.Cli.Simulate.Terms;
using Ledger.Client;
using Ledger.Client.Contracts;

namespace Ledger.Cli.Tests.Simulate;

public class The_deal
{
    /// <summary>
    /// Commands about the ledger itself: its keys, its log, its sandbox, and corrections that need the id of an event. Nobody resells in this deal, and nothing
    /// that was retired comes into use again.
    /// </summary>
    private static readonly Type[] NotInTheDeal =
    [
        typeof(IssueKey), typeof(RegisterApp), typeof(ResetSandbox), typeof(RevokeKey), typeof(RotateKey),
        typeof(AppointWitness), typeof(DismissWitness), typeof(RotateLogKey),
        typeof(AppointReseller), typeof(DismissIntegrator), typeof(DismissReseller),
        typeof(DeclareErroneous), typeof(EraseTerms), typeof(RestoreUnits),
    ];

    /// <summary>Bytes that an earlier version wrote: whoever changes a contract of the client or a story of the deal changes every demonstration.</summary>
    [Theory]
    [InlineData(1_000, 1, "442e7909ecc6dc2856f7150518a5e2a9ff0c810d90069e8471fc63e070539133")]
    [InlineData(4_999, 20260316, "3bbb3c9da89a63ff6cbb85ea2aafb1a8ec6daa3cd5cda67d670715876a3a9a42")]
    public void is_the_same_to_the_byte_in_every_version(int units, ulong seed, string sha256) =>
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(Played.Bytes(units, seed))));

    [Fact]
    public void is_the_same_to_the_byte_for_the_same_seed() => Assert.Equal(Played.Bytes(1_000), Played.Bytes(1_000));

    [Fact]
    public void is_another_one_for_another_seed() => Assert.NotEqual(Played.Bytes(1_000, 1), Played.Bytes(1_000, 2));

    [Theory]
    [InlineData(1_000)]
    [InlineData(10_000)]
    public void shows_every_type_of_command_that_is_about_units_or_their_contract(int units)
    {
        var types = typeof(ICommand).Assembly.GetTypes().Where(type => type is { IsClass: true } && type.IsAssignableTo(typeof(ICommand))).Except(NotInTheDeal);
        Assert.Equal(types.Select(type => type.Name).Order(), Played.Commands(units).Select(command => command.GetType().Name).Distinct().Order());
    }

    [Fact]
    public void has_a_size_that_a_demonstration_can_bear() => Assert.InRange(Played.Commands(10_000).Count(), 1_500, 4_000);

    [Fact]
    public void names_the_type_first_on_every_line()
    {
        foreach (var line in System.Text.Encoding.UTF8.GetString(Played.Bytes(1_000)).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var json = JsonDocument.Parse(line);
            Assert.Equal("type", json.RootElement.EnumerateObject().First().Name);
        }
    }

    [Fact]
    public void happens_in_order_but_for_the_facts_that_are_reported_late()
    {
        var latest = Deal.Begins;
        var late = 0;
        foreach (var (command, occurredAt) in Played.Dated(10_000))
        {
            if (command.OccurredAt is not null) late++;
            else Assert.True(occurredAt >= latest, $"{command} happened before its neighbour.");
            latest = occurredAt > latest ? occurredAt : latest;
        }

        Assert.InRange(late, 3, 20);
    }

    /// <summary>
    /// The call-offs, substitutes by their ratio included, stay within what is committed; only the order that is meant to be refused does not.
    /// </summary>
    [Fact]
    public void orders_no_more_than_is_committed_whatever_its_size()
    {
        for (var units = Deal.LeastUnits; units < 60_000; units += units < 5_000 ? 7 : 997)
        {
            var deal = new Deal(units, 1);
            var drawn = deal.CallOffs.SelectMany(order => order.Lines).GroupBy(line => line.AgreementLine)
                .ToDictionary(group => group.Key, group => group.Sum(AgreementLines.Draw));
            foreach (var (line, product, _) in AgreementLines.All)
            {
                Assert.True(drawn.GetValueOrDefault(line) <= deal.Committed(line, product), $"{units} units: line {line} is overdrawn.");
            }
        }
    }

    /// <summary>A million GPUs make a file of more than 100 MB; what is alive meanwhile must not grow with it.</summary>
    [Fact]
    public void takes_no_more_memory_for_a_million_units()
    {
        var (commands, most) = (0, 0L);
        foreach (var command in Played.Commands(1_000_000))
        {
            if (++commands % 10_000 == 0) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
        }

        Assert.InRange(commands, 100_000, 200_000);
        Assert.InRange(most, 0, 48 * 1024 * 1024);
    }
}
