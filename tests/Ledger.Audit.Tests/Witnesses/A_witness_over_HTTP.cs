using System.Net;
using System.Security.Cryptography;
using System.Text;
using Ledger.Audit.Tests.Formats;
using Ledger.Sealing.Notes;
using Ledger.Witness;

namespace Ledger.Audit.Tests.Witnesses;

public class A_witness_over_HTTP : IAsyncLifetime
{
    private static readonly MemoryTree Tree = new(50);
    private readonly WitnessBench _bench = new();
    private readonly HttpClient _client = new();
    private WitnessServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await WitnessServer.StartAsync(_bench.Rule, new Uri("http://127.0.0.1:0"), (_, _) => { });
        _client.BaseAddress = _server.Url;
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _client.Dispose();
        _bench.Dispose();
    }

    [Fact]
    public async Task Answers_as_the_protocol_says()
    {
        var signed = await PostAsync(await _bench.RequestAsync(Tree, 0, 20));
        Assert.Equal((HttpStatusCode.OK, "text/plain"), (signed.Status, signed.Type));
        Assert.True(_bench.IsCosignature(new(200, signed.Body), _bench.Head(Tree, 20)));

        Assert.Equal((HttpStatusCode.Conflict, "text/x.tlog.size", "20\n"), await PostAsync(await _bench.RequestAsync(Tree, 5, 30)));
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("rubbish")).Status);

        var address = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_bench.Log.Name)));
        var last = Note.Parse(await _client.GetStringAsync($"/{address}/checkpoint"));
        Assert.Equal(20, Checkpoint.Parse(last.Text).Size);
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync($"/{new string('0', 64)}/checkpoint")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync($"/{new string('Z', 64)}/checkpoint")).StatusCode);
    }

    [Fact]
    public async Task Reads_no_more_than_a_request_can_have()
    {
        using var body = new ByteArrayContent(new byte[1_000_000]);
        using var response = await _client.PostAsync("/add-checkpoint", body);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);

        using var chunked = new StreamContent(new MemoryStream(new byte[1_000_000]));
        chunked.Headers.ContentLength = null;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/add-checkpoint") { Content = chunked, Headers = { TransferEncodingChunked = true } };
        using var other = await _client.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, other.StatusCode);
    }

    [Fact]
    public async Task Signs_nothing_while_its_state_is_broken()
    {
        await PostAsync(await _bench.RequestAsync(Tree, 0, 20));
        File.WriteAllText(Directory.GetFiles(_bench.StateDirectory, "*.head").Single(), "broken");
        Assert.Equal(HttpStatusCode.InternalServerError, (await PostAsync(await _bench.RequestAsync(Tree, 20, 30))).Status);
    }

    private async Task<(HttpStatusCode Status, string? Type, string Body)> PostAsync(string request)
    {
        using var response = await _client.PostAsync("/add-checkpoint", new StringContent(request));
        return (response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync());
    }
}
