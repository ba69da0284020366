using Ledger.Cli.Export;
using Ledger.Cli.Shared;
using Ledger.Sealing.Notes;
using Ledger.Verification;
using Ledger.Verification.Online;

namespace Ledger.Cli.Verify;

/// <summary>Verifies a file, or a fresh export that is gone afterwards.</summary>
internal static class VerifyRun
{
    public static Task<int> RunAsync(VerifyAsked asked, Connection at, CancellationToken cancel) => Failures.Handle(at.Url, "", async () =>
    {
        try
        {
            var policy = Parse(asked.Policy, WitnessPolicy.Parse);
            var since = asked.Since is null ? null : Parse(asked.Since, text => Checkpoint.Parse(Note.Parse(text).Text));
            if (asked.Bundle is { } file && TraceRun.IsTrace(file))
            {
                return await TraceRun.RunAsync(file, policy, asked.IsJson, cancel);
            }

            return asked.Bundle is null
                ? await OnlineAsync(asked, policy, since, at, cancel)
                : VerifyReportView.Show(await VerifyAsync(asked.Bundle.FullName, asked, policy, since, cancel), [], asked.IsJson);
        }
        catch (UnreadableException e)
        {
            return Terminal.Error(e.Message, "Nothing can be said about it.", ExitCodes.Unreadable);
        }
    });

    private static async Task<int> OnlineAsync(VerifyAsked asked, WitnessPolicy policy, Checkpoint? since, Connection at, CancellationToken cancel)
    {
        var directory = Directory.CreateTempSubdirectory("ledger-verify-");
        try
        {
            var path = Path.Combine(directory.FullName, "bundle.zip");
            using var client = await BundleDownload.ClientAsync(at, cancel);
            await BundleDownload.RunAsync(client, asked.Upto, path, asked.IsJson, cancel);
            var report = await VerifyAsync(path, asked, policy, since, cancel);
            return VerifyReportView.Show(report, await new ServedLog(client, policy).CompareAsync(path, cancel), asked.IsJson);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task<VerifyReport> VerifyAsync(string path, VerifyAsked asked, WitnessPolicy policy, Checkpoint? since, CancellationToken cancel)
    {
        var request = new VerifyRequest(path, policy)
        {
            Since = since,
            Upto = asked.Upto,
            Skew = asked.Skew,
            SealBound = asked.SealBound,
            MaxAge = asked.MaxAge,
            SampleCount = asked.Sample,
            Nonce = asked.Nonce,
        };
        var progress = new VerifyProgress();
        var meter = new Meter(100);
        using var timer = new Timer(_ => meter.MoveTo(progress.Done * 100 / Math.Max(1, progress.Total)), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(200));
        return await MeterView.Run("verify", "percent", meter, !asked.IsJson, () => new Verifier(TimeProvider.System).RunAsync(request, progress, cancel));
    }

    private static T Parse<T>(FileInfo file, Func<string, T> parse)
    {
        try
        {
            return parse(File.ReadAllText(file.FullName));
        }
        catch (FormatException e)
        {
            throw new UnreadableException($"{file.Name} cannot be read: {e.Message}", e);
        }
    }
}
