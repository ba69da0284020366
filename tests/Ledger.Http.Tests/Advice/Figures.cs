using System.Text.Json;

namespace Ledger.Http.Tests.Advice;

/// <summary>What a deal comes to, once messages and views have followed.</summary>
internal static class Figures
{
    private static readonly string[] OfLine = ["quantity", "shipped", "received", "missing", "outstanding"];
    private static readonly string[] OfProgress = ["committed", "ordered", "shipped", "received", "accepted", "installed", "commissioned"];

    /// <summary>State of the order; of its first line what is ordered, shipped, received, missing and outstanding.</summary>
    public static Task OrderIsAsync(this Scene scene, string figures, string order = "PO-1") => scene.BecomesAsync(
        $"orders/{order}", o => $"{o.Text("state")} {string.Join(' ', OfLine.Select(figure => o.List("lines")[0].Number(figure)))}", figures);

    /// <summary>Of the first line of SA-1 what is committed, ordered, shipped, received, accepted, installed and commissioned.</summary>
    public static Task ProgressIsAsync(this Scene scene, string figures) => scene.BecomesAsync(
        "agreements/SA-1/progress", p => string.Join(' ', OfProgress.Select(figure => p.List("lines")[0].Figure(figure))), figures);

    public static Task MilestoneIsAsync(this Scene scene, string state, string milestone = "M-1") => scene.BecomesAsync(
        "agreements/SA-1", a => a.List("milestones").SingleOrDefault(m => m.Text("milestone") == milestone) is { ValueKind: JsonValueKind.Object } found
            ? found.Text("state") : "none", state);

    /// <summary>Units by place and condition, and the two balances of the book.</summary>
    public static async Task StockIsAsync(this Scene scene, params string[] rows)
    {
        await scene.BecomesAsync(
            "stock", s => string.Join(", ", s.List("rows").Select(r => $"{r.Text("place")} {r.Text("condition")} {r.Number("quantityUnits")}")),
            string.Join(", ", rows));
        var checks = (await scene.Book.GetAsync("checks")).MustBe(200).Json;
        Assert.True(checks.GetProperty("holds").GetBoolean(), checks.ToString());
    }

    /// <summary>Reads until it is as it should be: views follow events within moments.</summary>
    public static async Task BecomesAsync(this Scene scene, string route, Func<JsonElement, string> read, string expected)
    {
        for (var deadline = Environment.TickCount64 + 20_000; ;)
        {
            var reply = await scene.Book.GetAsync(route);
            var now = (int)reply.Status == 200 ? read(reply.Json) : reply.Text;
            if (now == expected)
            {
                return;
            }

            if (Environment.TickCount64 > deadline)
            {
                Assert.Equal(expected, now);
            }

            await Task.Delay(25);
        }
    }
}
