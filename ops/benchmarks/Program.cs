using System.Globalization;
using Ledger.Bench;

switch (args)
{
    case ["units", .. var rest]:
        await UnitsBench.RunAsync(rest is [var units, ..] ? int.Parse(units, NumberStyles.AllowThousands, CultureInfo.InvariantCulture) : 1_000_000);
        return 0;
    default:
        await Console.Error.WriteLineAsync("Usage: ops/bench units [UNITS] | ops/bench start [UNITS]");
        return 2;
}
