using System.Collections.Concurrent;
using System.Reflection;
using CsCheck;
using Ledger.Contracts;
using Ledger.Deployment;
using Ledger.Logistics;

namespace Ledger.Decisions.Tests.Custody;

/// <summary>
/// Goal: no sequence of commands, however odd, loses a unit or counts one twice. Method: random commands of Logistics and Deployment are decided against a book
/// in memory that guards custody as the store does, and everything that must hold is checked after each one.
/// </summary>
public class Any_history
{
    private const int StepsMax = 160;
    private const int RoundsMax = 600;
    private const int Round = 150;

    /// <summary>More of them find what is rarer: <c>LEDGER_HISTORIES=100000 ./ops/test Any_history</c>.</summary>
    private static readonly int Histories = int.TryParse(Environment.GetEnvironmentVariable("LEDGER_HISTORIES"), out var count) ? count : 600;

    private static readonly Gen<Step[]> Commands = Step.Any.Array[20, StepsMax];

    private static readonly string[] Declared = [.. new[] { typeof(LogisticsModule), typeof(DeploymentModule) }.SelectMany(module => module.Assembly.GetTypes())
        .SelectMany(type => type.GetCustomAttributes<MovesAttribute>().Select(way => $"{type.Name} {way.From} {way.To}")).Order(StringComparer.Ordinal)];

    [Fact]
    public void Keeps_its_balances_whatever_is_sent() => Commands.Sample(
        steps =>
        {
            var book = new Book();
            var audit = new Audit(book);
            foreach (var step in steps)
            {
                var before = book.Written();
                if (step.Run(book) is null)
                {
                    Assert.Equal(before, book.Written());
                }

                audit.Check();
            }
        },
        iter: Histories);

    [Fact]
    public void Moves_units_in_every_way_that_is_declared_and_in_no_other()
    {
        // Also guards the property above against a generator that only ever asks for what is refused. Some ways are rare, so it goes on until it has seen them
        // all.
        Assert.NotEmpty(Declared);
        var seen = new ConcurrentDictionary<string, bool>();
        for (var round = 0; round < RoundsMax && Declared.Except(seen.Keys).Any(); round++)
        {
            Commands.Sample(
                steps =>
                {
                    var book = new Book();
                    foreach (
                        var moved in steps.SelectMany(step => step.Run(book) ?? []).OfType<IMovesUnits>()
                        .SelectMany(e => e.Movements, (e, m) => $"{e.GetType().Name} {Kind(m.From)} {Kind(m.To)}"))
                    {
                        Assert.Contains(moved, Declared);
                        seen[moved] = true;
                    }
                },
                iter: Round);
        }

        Assert.Equal(Declared, seen.Keys.Order(StringComparer.Ordinal));
    }

    /// <summary><c>site/received</c> of <c>site:PDX1/received</c>.</summary>
    private static string Kind(string account) => account == Account.Origin ? account : $"{account.Split(':')[0]}/{Account.ConditionOf(account)}";
}
