using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Ledger.Door.Bulk;
using Ledger.Door.Commands;
using Ledger.Door.Limits;
using Ledger.Door.Permissions;
using Ledger.Door.Places;
using Ledger.Door.Refusals;
using Ledger.Door.Requests;
using Ledger.Http.Tests.Bulk;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Ledger.Http.Tests.Limits;

public class Bulk_requests
{
    /// <summary>Blank lines count: millions of them in one request would take the host's time for nothing.</summary>
    [Fact]
    [GoesBeyond("bulk-lines")]
    public async Task A_bulk_request_has_so_many_lines_and_the_rest_is_not_read()
    {
        var book = await TestBook.OpenAsync();
        var lines = new string('\n', BulkEndpoint.LinesMax - 2) + Lines_and_answers.Site("S-1") + "\n" + Lines_and_answers.Site("S-2") + "\n"
            + Lines_and_answers.Site("S-3") + "\n\n";
        var answers = await Lines_and_answers.PostAsync(book, lines);
        Assert.Equal([9_999, 10_000, 10_001], answers.Select(a => a.Number("line")));
        Assert.Equal([201, 201, 413], answers.Select(a => a.Number("status")));
        Assert.Equal("too-many-lines", answers[2].GetProperty("problem").Text("code"));
        Assert.DoesNotContain("S-3", (await book.GetAsync("sites")).Text, StringComparison.Ordinal);
    }

    /// <summary>Method: a clock on which a thousand times as much time passes, and a sender who stops in the middle.</summary>
    [Fact]
    [GoesBeyond("bulk-time")]
    public async Task A_bulk_request_ends_in_an_answer_when_nothing_comes_any_more()
    {
        var book = await TestBook.OpenAsync();
        var services = (await LedgerHost.AlbaAsync).Services;
        var bulk =
            new BulkEndpoint(
                services.GetRequiredService<CommandDoor>(), services.GetRequiredService<CommandEndpoints>(), services.GetRequiredService<Rights>(),
                services.GetRequiredService<ExceptionProblems>(), new HastyClock(), services.GetRequiredService<IHostApplicationLifetime>(),
                services.GetRequiredService<HostLimiter>(), services.GetRequiredService<IWaitingRoom>());
        var (pipe, answer) = (new Pipe(), new MemoryStream());
        await pipe.Writer.WriteAsync("""{"type":"NoCommand"}"""u8.ToArray());
        await pipe.Writer.WriteAsync("\n{"u8.ToArray());
        var context = new DefaultHttpContext { RequestServices = services };
        using var admission = new Admission(() => Task.FromResult<Problem?>(null), TimeProvider.System);
        context.Features.Set(admission);
        context.Request.RouteValues["book"] = book.Code;
        context.Request.Body = pipe.Reader.AsStream();
        context.Response.Body = answer;
        await BulkEndpoint.PostAsync(context, bulk).WaitAsync(TimeSpan.FromSeconds(15));
        var answers = Encoding.UTF8.GetString(answer.ToArray()).Trim().Split('\n').Select(line => JsonElement.Parse(line)).ToList();
        Assert.Equal(["unknown-command", "body-too-slow"], answers.Select(a => a.GetProperty("problem").Text("code")));
        Assert.Equal([1, 2], answers.Select(a => a.Number("line")));
    }
}
