using System.Net;

namespace Ledger.Http.Tests.Limits;

public class Bodies_on_their_way
{
    /// <summary>Method: the host works on one request at a time, so that one body that held a place would hold it from all.</summary>
    [Theory]
    [GoesBeyond("party-waiting")]
    [GoesBeyond("book-waiting")]
    [GoesBeyond("address-waiting")]
    [GoesBeyond("host-waiting")]
    [InlineData("WaitingPerParty", "b/SUP/erp b/SUP/wms b/SUP/tms", "b/CAR/erp", 429, "too-many-at-once")]
    [InlineData("WaitingPerBook", "b/SUP/erp b/CAR/erp b/CUS/erp", "c/SUP/erp", 429, "too-many-at-once")]
    [InlineData("WaitingPerAddress", "192.0.2.7 192.0.2.7 192.0.2.7", "192.0.2.8", 429, "too-many-at-once")]
    [InlineData("WaitingPerHost", "b/SUP/erp c/SUP/erp d/SUP/erp", "192.0.2.7", 503, "overloaded")]
    public async Task Two_of_a_kind_are_waited_for_and_a_third_is_not_and_nobody_else_is_kept_out(
        string setting, string senders, string other, int status, string code)
    {
        await using var host = await LimitedHost.StartAsync(settings: [(setting, 2), ("ConcurrentPerHost", 1), ("AnonymousPerHost", 1)]);
        var rest = new TaskCompletionSource();
        var held = senders.Split(' ').Select(sender => host.PostSlowlyAsync(sender, rest.Task)).ToList();
        var refused = await Task.WhenAny(held).WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal("yes", (await refused).MustRefuse(status, code).Json.Text("retryable"));
        (await host.GetAsync("/quick", app: "e/SUP/erp")).MustBe(200);
        (await host.GetAsync("/quick")).MustBe(200);

        held.Remove(refused);
        held.Add(host.PostSlowlyAsync(other, rest.Task));
        await Task.Delay(100);
        Assert.DoesNotContain(held, body => body.IsCompleted);
        rest.SetResult();
        Assert.All(await Task.WhenAll(held), reply => reply.MustBe(200));
    }

    /// <summary>An answer that its reader takes slowly is no work of the host any more.</summary>
    [Fact]
    public async Task Who_reads_an_answer_slowly_holds_no_place()
    {
        await using var host = await LimitedHost.StartAsync(settings: ("AnonymousPerHost", 1));
        using var begun = await host.Client.GetAsync("/begun", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, begun.StatusCode);
        (await host.GetAsync("/quick")).MustBe(200);
    }
}
