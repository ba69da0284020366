using Ledger.Door.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Http.Tests.Reads;

/// <summary>A serial is read, traced and proven by its address, whatever of GS1's characters it holds; and each address leads to one serial.</summary>
public sealed class Serials_in_addresses
{
    /// <summary>The same text encoded once and twice, and everything that means something in an address.</summary>
    private static readonly string[] Odd =
        ["A/B", "A%2FB", "A%252FB", "A%", "%41", "A", "A+B", "A?B", "A&B", "A\"B", "A;B=C", "/", "//", "...", "a/../b", "./A", "'(!*)<>,:_-"];

    [Fact]
    public async Task Lead_to_the_unit_and_to_no_other()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(20);
        await book.RegisterAsync("B-1", Odd);
        await book.MustPostAsync("batches/ship", book.Shipment("B-1"));
        foreach (var serial in Odd)
        {
            var address = Uri.EscapeDataString(serial);
            foreach (var unit in new[] { $"units/{address}", $"units/{TestBook.Gpu}/{address}" })
            {
                var trace = (await book.GetAsync(unit)).MustBe(200).Json;
                Assert.Equal((serial, 2), (trace.Text("serial"), trace.List("events").Length));
            }

            var proof = await book.GetWhenAsync($"units/{TestBook.Gpu}/{address}/proof", p => p.List("events").Length == 2);
            Assert.Equal(serial, proof.Json.Text("serial"));
        }

        Assert.Equal(Odd.Order(StringComparer.Ordinal), (await book.PagesAsync("units", 3)).Select(unit => unit.Text("serial")).Order(StringComparer.Ordinal));
        await book.MustPostAsync("batches/receive", new { batch = "B-1", receipt = "R-1", serials = Odd });
        (await book.GetAsync("units/A%2FC")).MustRefuse(404, "unknown-unit");
        // Not well encoded is not the same as a percent sign.
        (await book.GetAsync("units/A%2")).MustRefuse(404, "unknown-unit");
    }

    [Fact]
    public async Task Of_two_products_are_advised_as_they_can_be_asked_for()
    {
        var book = await TestBook.OpenAsync();
        await book.RegisterAsync("B-1", "A/%B");
        await book.MustPostAsync("batches", new { batch = "B-2", product = TestBook.Cpu, site = TestBook.Factory, serials = new[] { "A/%B" } });
        var advice = (await book.GetAsync("units/A%2F%25B")).MustRefuse(409, "ambiguous-serial").Json.Text("detail");
        foreach (var product in new[] { TestBook.Gpu, TestBook.Cpu })
        {
            var address = advice.Split(": ")[1].TrimEnd('.').Split(", ").Single(a => a.Contains(product, StringComparison.Ordinal)).TrimStart('/');
            var unit = (await book.GetAsync(address)).MustBe(200).Json;
            Assert.Equal(("A/%B", product), (unit.Text("serial"), unit.Text("product")));
        }
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    public async Task That_no_address_can_hold_are_not_registered(string serial)
    {
        var book = await TestBook.OpenAsync();
        var reply = await book.PostAsync("batches", new { batch = "B-1", product = TestBook.Gpu, site = TestBook.Factory, serials = new[] { "S1", serial } });
        Assert.Equal(["/serials/1 serial-of-dots"], reply.MustRefuse(400, "invalid-command").Errors());
        Assert.Empty((await book.GetAsync("units")).Json.List("items"));
    }

    /// <summary>The server of the tests decodes in its own way; this is the one that partners meet.</summary>
    [Theory]
    [InlineData("/books/b/units/A%2FB", "A/B")]
    [InlineData("/books/b/units/A%2fB", "A/B")]
    [InlineData("/books/b/units/A%252FB", "A%2FB")]
    [InlineData("/books/b/units/A%25252FB", "A%252FB")]
    [InlineData("/books/b/units/A%25?x=%2F", "A%")]
    [InlineData("/books/b/units/A%2FB/", "A/B")]
    [InlineData("/books/b/x/../units/A%2FB", "A/B")]
    [InlineData("/books/b/%2E/units/A%2FB", "A/B")]
    [InlineData("/books/b/units/A%2F..%2FB", "A/../B")]
    [InlineData("/books/b/units/A+B%3F%26%22", "A+B?&\"")]
    [InlineData("/books/b/units/%C3%A4%25", "ä%")]
    [InlineData("/books/b/units/A%zz", "A\uFFFDzz")]
    [InlineData("/books/b/units/A%ff", "A\uFFFD")]
    [InlineData("/books/b/units/plain", "plain")]
    public async Task Are_decoded_once_by_the_real_server(string target, string serial)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.UseRouting();
        app.Use(AddressedSegments.DecodeAsync);
        app.MapGet("/books/{book}/units/{serial}", (HttpContext context) => Results.Json((string)context.Request.RouteValues["serial"]!));
        await app.StartAsync();
        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

        // Written by hand, for a client would put the address right before it sends it.
        using var connection = new System.Net.Sockets.TcpClient();
        await connection.ConnectAsync(address.Host, address.Port);
        await using var stream = connection.GetStream();
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
        var answer = await new StreamReader(stream).ReadToEndAsync();
        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
        var text = answer[answer.IndexOf('"', StringComparison.Ordinal)..(answer.LastIndexOf('"') + 1)];
        Assert.Equal(serial, System.Text.Json.JsonElement.Parse(text).GetString());
    }
}
