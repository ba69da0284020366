using System.Text.Json;

namespace Ledger.Http.Tests;

/// <summary>A whole book from a file in SmallDeals, and what was answered to each line.</summary>
public sealed class SmallDeal
{
    private readonly List<JsonElement> _answers = [];

    private SmallDeal(TestBook book) => Book = book;

    public TestBook Book { get; }

    /// <summary>Lines that were refused: their numbers and codes.</summary>
    public IReadOnlyList<string> Refused => [.. _answers.Select((answer, i) => (Line: i + 1, Answer: answer)).Where(a => a.Answer.Number("status") >= 300)
        .Select(a => $"{a.Line} {a.Answer.GetProperty("problem").Text("code")}")];

    /// <param name="between">What is waited for after each line; nothing, if not given.</param>
    /// <param name="isPatient">Whether a line is sent again that may be accepted later.</param>
    public static async Task<SmallDeal> PlayAsync(string name, Func<TestBook, string, Task>? between = null, bool isPatient = true)
    {
        var deal = new SmallDeal(await TestBook.UnopenedAsync());
        foreach (var line in await File.ReadAllLinesAsync(PathOf(name)))
        {
            deal._answers.Add(isPatient ? await deal.SendAsync(line) : await deal.SendOnceAsync(line));
            await (between?.Invoke(deal.Book, line) ?? Task.CompletedTask);
        }

        return deal;
    }

    /// <summary>Sends one more line; it must be accepted.</summary>
    public async Task MustSendAsync(string line)
    {
        var answer = await SendAsync(line);
        Assert.True(answer.Number("status") < 300, answer.ToString());
    }

    /// <summary>Sends one more line; it must be refused.</summary>
    /// <returns>The problem.</returns>
    public async Task<JsonElement> MustRefuseAsync(string line, string code)
    {
        var answer = await SendOnceAsync(line);
        Assert.True(answer.Number("status") >= 400, answer.ToString());
        Assert.Equal(code, answer.GetProperty("problem").Text("code"));
        return answer.GetProperty("problem");
    }

    /// <summary>Units by product, place and condition, once every view includes what is recorded.</summary>
    public async Task<IReadOnlyList<string>> StockAsync()
    {
        await FirstDeal.SettledAsync(Book);
        return [.. (await Book.GetAsync("stock")).MustBe(200).Json.List("rows")
            .Select(r => $"{r.Text("place")} {r.Text("condition")} {r.Number("quantityUnits")}")];
    }

    /// <summary>Figures of the first line of PO-1, in the order of the names.</summary>
    public async Task<string> OrderLineAsync(params string[] figures)
    {
        await FirstDeal.SettledAsync(Book);
        var line = (await Book.GetAsync("orders/PO-1")).MustBe(200).Json.List("lines")[0];
        return string.Join(' ', figures.Select(figure => line.Number(figure)));
    }

    public async Task<string> OrderStateAsync()
    {
        await FirstDeal.SettledAsync(Book);
        return (await Book.GetAsync("orders/PO-1")).MustBe(200).Json.Text("state");
    }

    /// <summary>Committed, ordered, shipped, received and accepted units of the first line of SA-1.</summary>
    public async Task<string> ProgressAsync()
    {
        await FirstDeal.SettledAsync(Book);
        var line = (await Book.GetAsync("agreements/SA-1/progress")).MustBe(200).Json.List("lines")[0];
        return string.Join(' ', new[] { "committed", "ordered", "shipped", "received", "accepted" }.Select(figure => line.Number(figure)));
    }

    public async Task MustBalanceAsync()
    {
        await FirstDeal.SettledAsync(Book);
        var checks = (await Book.GetAsync("checks")).MustBe(200).Json;
        Assert.True(checks.GetProperty("holds").GetBoolean(), checks.ToString());
    }

    /// <summary>What a message of another context cures within moments is sent again, as a partner does.</summary>
    private async Task<JsonElement> SendAsync(string line)
    {
        var answer = await SendOnceAsync(line);
        for (var attempt = 0; answer.Number("status") == 409 && answer.GetProperty("problem").Text("retryable") == "yes" && attempt < 100; attempt++)
        {
            await Task.Delay(50);
            answer = await SendOnceAsync(line);
        }

        return answer;
    }

    private async Task<JsonElement> SendOnceAsync(string line) =>
        (await Book.PostAsync("commands", line, "application/x-ndjson", "wait=20")).MustBe(200).Json;

    private static string PathOf(string name, [System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "SmallDeals", $"{name}.jsonl");
}
