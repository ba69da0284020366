using System.Diagnostics;

namespace Ledger.LocalPostgres.Tests;

public sealed class The_search_for_binaries : IDisposable
{
    private readonly ScratchDirectory scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task Takes_the_newest_that_is_new_enough()
    {
        string[] versions = ["9.6", "14", "15", "9", "17"];
        foreach (var version in versions)
        {
            Install(version);
        }

        var places = new PostgresPlaces(null, [], [scratch.At("lib", "*", "bin")], "");
        Assert.Equal(scratch.At("lib", "17", "bin"), (await PostgresBinaries.FindAsync(places, null, null, default)).Directory);
        Assert.Equal(scratch.At("lib", "15", "bin"), (await PostgresBinaries.FindAsync(places, null, 15, default)).Directory);
    }

    [Fact]
    public async Task Finds_what_the_script_finds()
    {
        Install("15");
        Install("18");
        Install("100");
        var pattern = scratch.At("lib", "*", "bin");
        var ours =
            await PostgresBinaries.FindAsync(
                PostgresPlaces.OfThisMachine() with { OnlyPlace = null, Patterns = [pattern], SearchPath = "" }, null, null, default);
        Assert.Equal(await ScriptAsync(pattern), ours.Directory);

        // And on this machine as it is.
        Assert.Equal(await ScriptAsync(null), (await PostgresBinaries.FindAsync()).Directory);
    }

    private static async Task<string> ScriptAsync(string? places)
    {
        var start = new ProcessStartInfo(Path.Combine(Clone.Find()!, "ops", "postgres", "find")) { RedirectStandardOutput = true };
        if (places is not null)
        {
            start.Environment["LEDGER_POSTGRES_PLACES"] = places;
            start.Environment.Remove("LEDGER_POSTGRES_BIN");
        }

        using var process = Process.Start(start)!;
        return (await process.StandardOutput.ReadToEndAsync()).Trim();
    }

    private void Install(string version)
    {
        var bin = Directory.CreateDirectory(scratch.At("lib", version, "bin")).FullName;
        foreach (var program in new[] { "postgres", "initdb", "pg_ctl" })
        {
            var path = Path.Combine(bin, program);
            File.WriteAllText(path, $"#!/bin/sh\necho 'postgres (PostgreSQL) {version}.1'\n");
            const UnixFileMode everybodyRuns = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | everybodyRuns | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }
    }
}
