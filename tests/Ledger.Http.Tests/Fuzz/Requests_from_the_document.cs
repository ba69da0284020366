using System.Diagnostics;
using System.Globalization;
using CsCheck;
using Ledger.Door.Refusals;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit.Abstractions;

namespace Ledger.Http.Tests.Fuzz;

/// <summary>
/// Thousands of requests made by chance from the OpenAPI document, as it says and otherwise: each is answered as the document says. <c>LEDGER_FUZZ_REQUESTS</c>
/// is how many; <c>LEDGER_FUZZ_SEED</c> makes the same ones again.
/// </summary>
public sealed class Requests_from_the_document(FuzzBook book, ITestOutputHelper output) : IClassFixture<FuzzBook>
{
    /// <summary>As many as a small machine answers in less than half a minute.</summary>
    private const int RequestsDefault = 6_000;

    /// <summary>What chance has not had answered by then gets so many tries of its own, each of them as the document says.</summary>
    private const int TriesOfEach = 60;

    private const int RoundsMax = 10;

    /// <summary>
    /// What only the holder of a witness's key can make, and what names several things that must fit each other. Tests of their own have these answered.
    /// </summary>
    private static readonly string[] BeyondChance = ["AppointWitness", "DismissWitness", "SubmitCosignature", "ExplainFigure"];

    private const int AtOnce = 8;
    private const int AgainEvery = 20;

    private readonly uint _seed = uint.TryParse(Environment.GetEnvironmentVariable("LEDGER_FUZZ_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed
        : (uint)Random.Shared.Next();
    private readonly int _count = int.TryParse(Environment.GetEnvironmentVariable("LEDGER_FUZZ_REQUESTS"), CultureInfo.InvariantCulture, out var count) ? count
        : RequestsDefault;

    [Fact]
    public async Task Every_answer_is_one_that_the_document_declares()
    {
        var document = await ApiDocument.ReadAsync();
        var (requests, tally) = (new Requests(document, book), new Tally());
        await RunAsync(document, requests.Any, 0, _count, tally);
        var from = _count;
        for (var round = 0; round < RoundsMax && Unanswered() is { Length: > 0 } rest; round++)
        {
            await RunAsync(document, Gen.OneOf([.. rest.Select(requests.Valid)]), from, TriesOfEach * rest.Length, tally);
            from += TriesOfEach * rest.Length;
        }

        Assert.True(tally.IsClean, $"Seed {_seed}:\n{tally.Wrong()}");
        Assert.True(Unanswered() is [], $"Seed {_seed}: never answered with success: {string.Join(", ", Unanswered().Select(operation => operation.Id))}");

        ApiOperation[] Unanswered() =>
            [.. document.Operations.Where(operation => !BeyondChance.Contains(operation.Id) && tally.NeverAnswered([operation.Id]).Any())];
    }

    [Fact]
    public async Task What_cannot_be_right_is_refused_and_records_nothing()
    {
        var document = await ApiDocument.ReadAsync();
        var before = await RecordedAsync();
        var tally = new Tally();
        await RunAsync(document, new Requests(document, book).Any, 0, _count / 8, tally, request => request.IsSurelyRefused);
        Assert.True(tally.IsClean, $"Seed {_seed}:\n{tally.Wrong()}");
        Assert.Equal(before, await RecordedAsync());
    }

    /// <param name="isWanted">Others are drawn again, as often as it takes: a generator that filters gives up after a hundred.</param>
    private async Task RunAsync(
        ApiDocument document, Gen<FuzzRequest> requests, int from, int count, Tally tally, Func<FuzzRequest, bool>? isWanted = null)
    {
        var (host, clock) = (await LedgerHost.AlbaAsync, Stopwatch.StartNew());
        var (sending, verdict) = (new Sending(host.Server, book.Callers.Bearers), new Verdict(document, host.Services.GetRequiredService<ProblemCatalogue>()));
        await Parallel.ForAsync(from, from + count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, ct) =>
        {
            var dice = new PCG((uint)number, _seed);
            var request = requests.Generate(dice, null, out _);
            while (isWanted?.Invoke(request) is false)
            {
                request = requests.Generate(dice, null, out _);
            }

            try
            {
                // Some come twice, as they do when an answer is lost.
                for (var copy = 0; copy <= (number % AgainEvery == 0 ? 1 : 0); copy++)
                {
                    var reply = await sending.SendAsync(request);
                    tally.Add(number, request, reply, verdict.Errors(request, reply));
                }
            }
            catch (Exception e)
            {
                tally.Add(number, request, $"{request.Operation} failed with {e.GetType().Name}", e.ToString());
            }
        });
        output.WriteLine($"{count} requests with seed {_seed}, {count / clock.Elapsed.TotalSeconds:F0} a second.\n{tally.Table()}");
    }

    /// <summary>Events of the book and of its twin, whatever they are of.</summary>
    private async Task<long> RecordedAsync()
    {
        await using var command = (await LedgerHost.AlbaAsync).Services.GetRequiredService<NpgsqlDataSource>()
            .CreateCommand("select count(*) from ledger.mt_events where (tenant_id = $1 or starts_with(tenant_id, $1 || '~')) and type <> 'tombstone'");
        command.Parameters.AddWithValue(book.Book.Code);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
