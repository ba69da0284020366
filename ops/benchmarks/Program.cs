using System.Globalization;
using Ledger.Bench;
using Ledger.Bench.Door;

switch (args)
{
    case ["units", .. var rest]:
        await UnitsBench.RunAsync(rest is [var units, ..] ? int.Parse(units, NumberStyles.AllowThousands, CultureInfo.InvariantCulture) : 1_000_000);
        return 0;
    case ["door", .. var rest]:
        await DoorBench.RunAsync(rest is [var commands, ..] ? int.Parse(commands, NumberStyles.AllowThousands, CultureInfo.InvariantCulture) : 3_000);
        return 0;
    case ["audit", .. var rest]:
        await AuditBench.RunAsync(rest is [var audited, ..] ? int.Parse(audited, NumberStyles.AllowThousands, CultureInfo.InvariantCulture) : 1_000_000);
        return 0;
    case ["verify-alone", var bundle, var policy]:
        return await AuditBench.VerifyAloneAsync(bundle, policy);
    case ["floor-host"]:
        await FloorHost.RunAsync(Environment.GetEnvironmentVariable("ConnectionStrings__Ledger")!);
        return 0;
    default:
        await Console.Error.WriteLineAsync("Usage: ops/bench units [UNITS] | ops/bench door [COMMANDS] | ops/bench audit [UNITS] | ops/bench start [UNITS]");
        return 2;
}
