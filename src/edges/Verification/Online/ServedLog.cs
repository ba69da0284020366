using System.Globalization;
using System.Net;
using Ledger.Sealing;
using Ledger.Sealing.Notes;
using Ledger.Sealing.Tiles;
using Ledger.Sealing.Trees;
using Ledger.Verification.Bundles;
using Ledger.Verification.Findings;

namespace Ledger.Verification.Online;

/// <summary>
/// Compares the log that the ledger serves to everybody with the one that it exported: the head must be a continuation, and the tiles the same. Who shows an
/// auditor one log and his partners another is caught here.
/// </summary>
/// <param name="ledger">With the book's address as its base, and the caller's key.</param>
public sealed class ServedLog(HttpClient ledger, WitnessPolicy policy)
{
    private const int TilesCount = 16;

    /// <exception cref="HttpRequestException">The ledger does not answer as a ledger does.</exception>
    public async Task<IReadOnlyList<Finding>> CompareAsync(string bundlePath, CancellationToken ct)
    {
        using var bundle = Bundle.Open(bundlePath, new VerifyProgress());
        var exported = Head(bundle.ReadText(Parts.Checkpoint));
        var findings = new List<Finding>();
        var note = await ledger.GetStringAsync("log/checkpoint", ct);
        if (!IsTrusted(note, findings))
        {
            return findings;
        }

        var served = Head(note);
        if (served.Origin != exported.Origin || served.Size < exported.Size || (served.Size == exported.Size && served.Root != exported.Root))
        {
            findings.Add(
                new(Rule.L3, null, "the head that the ledger serves", $"{exported.Origin} with {exported.Size} leaves, root {exported.Root}, or a later one",
                $"{served.Origin} with {served.Size} leaves, root {served.Root}"));
            return findings;
        }

        if (!await IsContinuedAsync(exported, served, ct))
        {
            findings.Add(
                new(Rule.L3, null, $"the head of size {served.Size} that the ledger serves",
                $"a proof that it continues the exported one, of size {exported.Size}", "a proof that does not hold"));
        }

        await CompareTilesAsync(bundle, exported, findings, ct);
        return findings;
    }

    private static Checkpoint Head(string note)
    {
        try
        {
            return Checkpoint.Parse(Note.Parse(note).Text);
        }
        catch (FormatException e)
        {
            throw new UnreadableException($"This is not a checkpoint: {e.Message}", e);
        }
    }

    /// <summary>The newest head may not be cosigned yet; but its log must have signed it.</summary>
    private bool IsTrusted(string note, List<Finding> findings)
    {
        try
        {
            _ = policy.Judge(note);
            return true;
        }
        catch (FormatException e)
        {
            findings.Add(new(Rule.L1, null, "the head that the ledger serves", "a note whose signatures verify", e.Message));
            return false;
        }
    }

    private async Task<bool> IsContinuedAsync(Checkpoint exported, Checkpoint served, CancellationToken ct)
    {
        try
        {
            var lines = await ledger.GetStringAsync(string.Create(CultureInfo.InvariantCulture, $"log/consistency?from={exported.Size}&to={served.Size}"), ct);
            var proof = lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Digest.Parse).ToList();
            return Proofs.VerifyConsistency(exported.Size, exported.Root, served.Size, served.Root, proof);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private async Task CompareTilesAsync(Bundle bundle, Checkpoint exported, List<Finding> findings, CancellationToken ct)
    {
        // The newest ones, and as many of the rest, chosen by nobody.
        var all = TilePath.OfTree(exported.Size).Where(tile => bundle.Has(tile.ToString())).ToList();
        foreach (var tile in all.TakeLast(TilesCount / 2).Concat(Random.Shared.GetItems([.. all.DefaultIfEmpty(new(0, 0, 1))], TilesCount / 2)).Distinct())
        {
            using var answer = await ledger.GetAsync($"log/{tile}", ct);
            var bytes = answer.StatusCode == HttpStatusCode.OK ? await answer.Content.ReadAsByteArrayAsync(ct) : [];
            if (bundle.Has(tile.ToString()) && !bytes.AsSpan().SequenceEqual(bundle.ReadAll(tile.ToString())))
            {
                findings.Add(
                    new(Rule.L2, null, $"the tile {tile} that the ledger serves", "the same as in its export",
                    answer.StatusCode == HttpStatusCode.OK ? "another" : $"the answer {(int)answer.StatusCode}"));
            }
        }
    }
}
