using System.Text.Json;
using Ledger.Cli.Shared;
using Microsoft.AspNetCore.Http;
using Spectre.Console;

namespace Ledger.Cli.Tests.Shared;

/// <summary>Goal: nothing that a ledger says is obeyed by a terminal. Method: texts with what terminals obey, by each way that the tool prints.</summary>
public sealed class What_is_shown
{
    private const string Hostile = "a\u001b[2Jb\u009bc\rd\u202ee\u0007f\u2028g\u007f";
    private const string Harmless = @"a\u001b[2Jb\u009bc\u000dd\u202ee\u0007f\u2028g\u007f";

    [Fact]
    public void A_line_is_shown_and_not_obeyed()
    {
        using var written = new StringWriter();
        var writer = PlainText.On(written);
        writer.WriteLine(Hostile);
        writer.Write(Hostile.ToCharArray());
        writer.Write(Hostile.AsSpan());
        foreach (var each in Hostile)
        {
            writer.Write(each);
        }

        Assert.Equal($"{Harmless}\n{Harmless}{Harmless}{Harmless}", written.ToString());
        Assert.Equal("Żółć 東京\tسلام\n", PlainText.Of("Żółć 東京\tسلام\n"));
    }

    [Fact]
    public void JSON_stays_the_same_JSON()
    {
        // Below U+0020 JSON has nothing as it is.
        // Below U+0020 JSON has nothing as it is.
        var json = $$"""{"name":"{{string.Concat(Hostile.Where(each => each >= ' '))}}"}""";
        var shown = PlainText.Of(json);
        Assert.DoesNotContain(shown, PlainText.IsObeyed);
        Assert.Equal(NameIn(json), NameIn(shown));

        static string? NameIn(string json) => JsonDocument.Parse(json).RootElement.GetProperty("name").GetString();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void So_is_a_cell_of_a_table_and_the_table_is_drawn(bool isTerminal)
    {
        using var written = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(written),
            Ansi = isTerminal ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.TrueColor : ColorSystemSupport.NoColors,
        });
        console.Profile.Width = 140;
        console.Pipeline.Attach(new PlainDrawing());
        console.Write(new Table().AddColumn("[red]name[/]").AddRow(Terminal.Cell(Hostile)));
        // What nobody thought of is caught when it is drawn.
        console.WriteLine("x\u001b[2Jy");

        // The colour is the tool's own.
        Assert.Equal(isTerminal, written.ToString().Contains("\u001b[", StringComparison.Ordinal));
        Assert.Contains(Harmless, written.ToString(), StringComparison.Ordinal);
        Assert.Contains(@"x\u001b[2Jy", written.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[2J", written.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_verb_shows_what_the_ledger_says()
    {
        await using var ledger = await AnyLedger.StartAsync(async context =>
        {
            context.Response.StatusCode = 409;
            context.Response.ContentType = "application/problem+json";
            await context.Response.BodyWriter.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(
                new { code = "c", status = 409, title = "t", detail = Hostile, retryable = "no" }));
        });
        foreach (var verb in new[] { "events", "keys list", "log status" })
        {
            var (code, said, error) = await Tool.RunAsync($"ledger {verb} --url {ledger.Url} --book demo");
            Assert.NotEqual(0, code);
            Assert.DoesNotContain(said + error, PlainText.IsObeyed);
            Assert.Contains(Harmless, error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{")]
    [InlineData("\"text\"")]
    [InlineData("{\"items\":null,\"rows\":null,\"events\":null,\"lines\":null}")]
    [InlineData("{\"items\":[null],\"rows\":[null],\"events\":[null],\"next\":[]}")]
    [InlineData("<html></html>")]
    public async Task An_answer_that_is_none_is_an_error_and_no_crash(string answer)
    {
        await using var ledger = await AnyLedger.SayingAsync(answer);
        string[] verbs = ["check", "events", "keys list --json", "log status", "report late-facts --json"];
        // All at once in one shell: each start takes a second.
        var all = string.Join("; ", verbs.Select(verb => $"ledger {verb} --url {ledger.Url} --book demo </dev/null; echo \"ended $?\""));
        var (_, said, error) = await Tool.RunAsync(all);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", error, StringComparison.Ordinal);
        Assert.DoesNotContain("ended 134", said, StringComparison.Ordinal);
        Assert.Equal(verbs.Length, said.Split("ended ").Length - 1);
    }

    [Fact]
    public async Task Following_ends_when_nobody_reads_any_more()
    {
        const string recorded = """
            {"specversion":"1.0","id":"0197f3a0-6d1c-7000-8000-000000000001","source":"/books/demo","type":"x.y.v1","time":"2026-01-01T00:00:00Z",
            "subject":"a/b","sequence":"00000000000000000001","recordedtime":"2026-01-01T00:00:00Z","streamversion":1,"data":{}}
            """;
        await using var ledger = await AnyLedger.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync($"data: {recorded.ReplaceLineEndings("")}\n\n");
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        var (_, said, error) = await Tool.RunAsync($"ledger events --follow --url {ledger.Url} --book demo | head -1; echo ${{PIPESTATUS[0]}}");
        Assert.True(said.Contains("0197f3a0", StringComparison.Ordinal) && said.EndsWith("\n0\n", StringComparison.Ordinal), said + error);
    }
}
