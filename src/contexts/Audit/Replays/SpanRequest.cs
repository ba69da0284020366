using Microsoft.AspNetCore.Http;

namespace Ledger.Audit.Replays;

/// <summary>Two positions as they stand in an address; the later one is the present when it is absent.</summary>
internal static class SpanRequest
{
    /// <param name="reached">Position that all views have come to.</param>
    public static (ReplaySpan Span, Problem? Problem) Read(HttpRequest request, long reached)
    {
        var (asked, problem) = MomentRequest.Read(request);
        var (from, to) = (PositionOf("from"), PositionOf("to"));
        var span = new ReplaySpan(from, to ?? reached, asked.EffectiveAt);
        return (span, problem ?? Wrong("from", from) ?? Wrong("to", to) ?? Disordered() ?? NotReached());

        long? PositionOf(string name) => request.Query[name] is [{ } text] ? MomentRequest.NumberOf(text) ?? -1 : null;

        Problem? Wrong(string name, long? position) => position == -1 ? MomentRequest.Invalid(name, "Must be a position, 0 or more.") : null;

        Problem? Disordered() => span.From > span.To ? MomentRequest.Invalid("from", "Must not be later than to.") : null;

        Problem? NotReached() => span.To > reached ? Problem.Of(Problems.PositionNotReached, $"The views have only reached position {reached}.") : null;
    }
}
