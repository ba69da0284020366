using Ledger.Contracts;
using Ledger.Door.Reads;
using Ledger.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Door.Feed;

/// <summary>The pull feed: a book's events in the ledger's order, each once, none left out that is committed late.</summary>
public static class FeedReads
{
    private const string Operation = "ListEvents";

    public static IServiceCollection AddLedgerFeed(this IServiceCollection services) =>
        services.AddSingleton<PositionWatch>().AddSingleton<Visibility>().AddSingleton<FeedReader>().AddSingleton<EventSchemas>();

    public static void MapLedgerFeed(this IEndpointRouteBuilder app)
    {
        app.MapGet("/books/{book}/events", ReadAsync).WithName(Operation);
        app.MapSchemas();
    }

    /// <summary>Returns the book's events in the ledger's order after a given position, as a page or as a stream that continues with new events.</summary>
    [OffersStream]
    [Allows(RoleSets.Everyone, Operation = Operation)]
    [Answers<EventPage>(InPages = true, From = ReadFrom.Feed)]
    public static async Task<IResult> ReadAsync(string book, HttpContext context, FeedReader reader, Visibility visibility, PositionWatch watch)
    {
        var (asked, problem) = FeedRequest.Read(context.Request);
        if (asked is null)
        {
            return problem!;
        }

        var contexts = visibility.ContextsOf(context);
        if (asked.Format == FeedFormat.EventStream)
        {
            return new EventStream(book, contexts, asked.After, reader, watch, context.RequestServices.GetRequiredService<TimeProvider>());
        }

        var end = context.Features.GetRequiredFeature<Positions>().HighWaterMark;
        return new FeedPages(asked, await reader.ReadAsync(book, contexts, asked.After, end, asked.Limit, FeedLimits.PageBytesMax, context.RequestAborted));
    }
}
