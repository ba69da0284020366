using System.CommandLine;
using Ledger.Cli.Keys;
using Ledger.Cli.Shared;

namespace Ledger.Cli.Log;

/// <summary>The verbs below <c>ledger log</c>.</summary>
internal static class LogVerb
{
    public static Command Create() => new("log", "Read the sealed log of a book (heads, proofs, status), or change the key that signs it.")
    {
        CheckpointVerb.Create(),
        ProofVerb.Create(),
        ConsistencyVerb.Create(),
        StatusVerb.Create(),
        RotateKeyVerb.Create(),
    };

    /// <summary>Fetches what other tools check byte for byte, and hands it on as it came.</summary>
    public static Task<int> Fetch(Connection at, string path, FileInfo? target, string help, CancellationToken cancel) =>
        Failures.Handle(at.Url, help, async () =>
        {
            using var ledger = at.Open();
            var bytes = await ledger.Reads.GetBytesAsync(path, cancel: cancel);
            if (target is not null)
            {
                await OutputFile.WriteAsync(target.FullName, bytes, cancel);
                return ExitCode.Done;
            }

            await Terminal.WriteAsync(bytes, cancel);
            return ExitCode.Done;
        });

    public static Option<FileInfo?> Out() => new("--out") { Description = "File to write to. Default: stdout." };

    public static Option<long?> Size(string means) => new("--size") { Description = means };

    /// <summary>The operator's own room is sealed like a book.</summary>
    public static ConnectionOptions Connection() => new(KeyCommands.Book());
}
