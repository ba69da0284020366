using System.Globalization;
using Ledger.Bench;
using Ledger.Bench.Door;

switch (args)
{
    case ["units", .. var rest] when Size(rest, 1_000_000) is { } units && Workload.CanBe(units):
        await UnitsBench.RunAsync(units);
        return 0;
    case ["door", .. var rest] when Size(rest, 3_000) is { } commands:
        await DoorBench.RunAsync(commands);
        return 0;
    case ["audit", .. var rest] when Size(rest, 1_000_000) is { } units && Workload.CanBe(units):
        await AuditBench.RunAsync(units);
        return 0;
    case ["verify-alone", var bundle, var policy]:
        return await AuditBench.VerifyAloneAsync(bundle, policy);
    case ["floor-host"]:
        await FloorHost.RunAsync(Environment.GetEnvironmentVariable("ConnectionStrings__Ledger")!);
        return 0;
    default:
        await Console.Error.WriteLineAsync(
            "Usage: ops/bench units [UNITS] | ops/bench door [COMMANDS] | ops/bench audit [UNITS] | ops/bench start [UNITS] [--here]");
        await Console.Error.WriteLineAsync($"UNITS of units and audit is a multiple of {Workload.UnitsPerOrder:N0}.");
        return 2;
}

static int? Size(string[] given, int otherwise) => given switch
{
    [] => otherwise,
    [var size] when int.TryParse(size, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) && number > 0 => number,
    _ => null,
};
