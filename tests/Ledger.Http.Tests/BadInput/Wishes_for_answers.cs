using System.Text;

namespace Ledger.Http.Tests.BadInput;

/// <summary>An answer to a command has one form; whoever wishes for another still has the command carried out, and gets that.</summary>
public sealed class Wishes_for_answers(BookOfTheClass opened) : IClassFixture<BookOfTheClass>
{
    [Theory]
    [InlineData("text/event-stream")]
    [InlineData("text/html")]
    [InlineData("*/*;q=0")]
    [InlineData("application/json;q=0")]
    [InlineData("x")]
    public async Task A_command_is_answered_in_json_whatever_is_accepted(string accept)
    {
        using var client = await LedgerHost.ClientAsync();
        var site = Json.Write(new { site = $"S-{Guid.NewGuid():N}", name = "A site", kind = "port" });
        using var request =
            new HttpRequestMessage(
                HttpMethod.Post, $"/books/{opened.Book.Code}/sites")
            { Content = new StringContent(site, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Accept", accept);
        var reply = (await Reply.OfAsync(await client.SendAsync(request))).MustBe(201);
        Assert.Equal("application/json", reply.ContentType);
    }
}
