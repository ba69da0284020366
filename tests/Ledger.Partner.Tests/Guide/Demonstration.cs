using System.Diagnostics;

namespace Ledger.Partner.Tests.Guide;

/// <summary>A ledger as <c>ops/run</c> leaves it for a newcomer: the demonstration is loaded, and keys lie where the documents say.</summary>
public sealed class Demonstration : IAsyncLifetime
{
    private readonly RealHost _host = new();
    private readonly List<Process> _witnesses = [];

    public async Task InitializeAsync()
    {
        await _host.InitializeAsync();
        var deal = Path.Combine(_host.Directory, "demo.jsonl");
        await _host.LedgerlessAsync("simulate", "--units", "1000", "--out", deal);
        await _host.LedgerAsync("load", deal, "--book", "demo", "--keys", _host.KeysOf("demo"), "--operator-key", _host.OperatorKey);
        await _host.LedgerAsync("keys", "demo", "--book", "demo", "--dir", _host.KeysOf("demo"), "--key-file", _host.OperatorKey);
        await _host.LedgerAsync("witness", "policy", "--book", "demo", "--key-file", _host.OperatorKey, "--out", Path.Combine(_host.Directory, "demo.policy"));
        await WitnessAsync("customer", "FJORDWOLKE");
        await WitnessAsync("supplier", "NORDLICHT");

        // The commands are run in a directory that looks like the clone.
        Directory.CreateSymbolicLink(Path.Combine(Clone, ".ledger"), _host.Directory);
        Directory.CreateDirectory(Path.Combine(Clone, "ops"));
        File.Copy(Path.Combine(Running.Root.FullName, "ops", "first-deal.jsonl"), Path.Combine(Clone, "ops", "first-deal.jsonl"));
    }

    public async Task DisposeAsync()
    {
        foreach (var witness in _witnesses)
        {
            witness.Kill();
            await witness.WaitForExitAsync();
            witness.Dispose();
        }

        await _host.DisposeAsync();
    }

    private async Task WitnessAsync(string name, string party)
    {
        var (key, address) = (Path.Combine(_host.Directory, $"{name}.key"), RealHost.FreeAddress());
        var verifier = (await _host.LedgerlessAsync("witness", "key", "--name", $"{party.ToLowerInvariant()}.example/witness", "--witness-key", key)).Trim();
        var witness = Running.Start(
            "dotnet",
            [Running.Built("edges/Cli", "ledger.dll"), "witness", "serve", "--witness-key", key, "--state", Path.Combine(_host.Directory, name), "--policy",
                Path.Combine(_host.Directory, "demo.policy"), "--listen", address],
            _host.Directory);
        _ = witness.StandardOutput.ReadToEndAsync();
        _ = witness.StandardError.ReadToEndAsync();
        _witnesses.Add(witness);
        await _host.LedgerAsync(
            "witness", "appoint", name, "--vkey", verifier, "--party", party, "--address", address, "--book", "demo", "--key-file", _host.OperatorKey);
    }

    /// <summary>Runs the blocks one after the other in one shell, as a reader does.</summary>
    /// <param name="before">Commands that the document does not show.</param>
    /// <returns>The output of each block up to one that failed, and what was said last.</returns>
    internal async Task<(IReadOnlyList<string> Outputs, string Last)> RunAsync(IReadOnlyList<Block> blocks, string before = "")
    {
        // Where a block's output ends; no program prints that.
        const string End = "\u001e\n";
        var script = Path.Combine(_host.Directory, $"{Guid.NewGuid():N}.sh");
        var cli = Running.Built("edges/Cli", "ledger.dll");
        var commands = string.Join('\n', blocks.Select(block => $"{block.Commands}\nprintf '{End[..1]}\\n'"));
        await File.WriteAllTextAsync(script, $$"""
            set -euo pipefail
            dotnet() { [[ "${*:1:4}" == 'run --project src/edges/Cli --' ]] && command dotnet '{{cli}}' "${@:5}" --url '{{Address}}'; }
            {{before}}
            {{commands.Replace("http://127.0.0.1:5080", Address, StringComparison.Ordinal)}}
            """);
        using var shell = Running.Start("bash", [script], Clone);
        var (output, complaints) = (shell.StandardOutput.ReadToEndAsync(), shell.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        await using var end = patience.Token.Register(() => shell.Kill(entireProcessTree: true));
        await shell.WaitForExitAsync(CancellationToken.None);
        var parts = (await output).Split(End);
        return (parts[..^1], $"{parts[^1]}\n{await complaints}");
    }

    private string Clone => Directory.CreateDirectory(Path.Combine(_host.Directory, "clone")).FullName;

    private string Address => _host.Url.AbsoluteUri.TrimEnd('/');
}
