using Spectre.Console;

namespace Ledger.Cli.Shared;

/// <summary>Shows a meter while work runs: a bar on a terminal, a plain line every few seconds elsewhere. Always on stderr.</summary>
internal static class MeterView
{
    public static async Task<T> Run<T>(string what, string unit, Meter meter, bool plainLines, Func<Task<T>> work)
    {
        var running = Task.Run(work);
        if (!Console.IsErrorRedirected && Terminal.Talk.Profile.Capabilities.Interactive) await Bar(what, unit, meter, running);
        else if (plainLines) await Lines(what, unit, meter, running);
        return await running;
    }

    private static Task Bar(string what, string unit, Meter meter, Task running) => Terminal.Talk.Progress()
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
        .AutoRefresh(true)
        .StartAsync(async context =>
        {
            var bar = context.AddTask(what, maxValue: Math.Max(1, meter.Total));
            while (!running.IsCompleted)
            {
                await Task.WhenAny(running, Task.Delay(200));
                bar.Value = meter.Value;
                bar.Description = Terminal.Cell(Text(what, unit, meter, bar.Speed));
            }
        });

    private static async Task Lines(string what, string unit, Meter meter, Task running)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var first = meter.Value;
        while (await Task.WhenAny(running, Task.Delay(TimeSpan.FromSeconds(5))) != running)
        {
            var speed = (meter.Value - first) / clock.Elapsed.TotalSeconds;
            var left = speed > 0 ? $", {TimeSpan.FromSeconds((meter.Total - meter.Value) / speed):hh\\:mm\\:ss} left" : "";
            Terminal.Say(Text(what, unit, meter, speed) + left);
        }
    }

    private static string Text(string what, string unit, Meter meter, double? speed)
    {
        if (meter.Stopping is { } stopping) return $"{what}: {meter.Value:N0} of {meter.Total:N0} {unit}, {stopping}";
        var rate = speed is > 0 ? $", {speed:N0}/s" : "";
        var note = meter.Note.Length > 0 ? $", {meter.Note}" : "";
        return $"{what}: {meter.Value:N0} of {meter.Total:N0} {unit}{rate}{note}";
    }
}
