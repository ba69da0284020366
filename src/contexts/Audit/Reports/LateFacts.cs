using System.Xml;
using Ledger.Door.Feed;
using Ledger.Store.Times;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Npgsql;
using Wolverine.Http;

namespace Ledger.Audit.Reports;

/// <summary>
/// Facts that partners reported later than the threshold allows, or as having happened before what they rest on, by partner. Events that the ledger itself
/// recorded are left out.
/// </summary>
/// <param name="Threshold">How late a fact may be reported, an ISO 8601 duration.</param>
/// <param name="Position">The position up to which facts are included.</param>
/// <param name="Facts">A page of the late ones and of those that take effect later than told, in the ledger's order.</param>
public sealed record LateFactsView(
    string Threshold, long Position, DateTimeOffset? EffectiveAt, IReadOnlyList<LatePartner> Partners, IReadOnlyList<LateFact> Facts, string? Next);

/// <param name="FactsCount">Facts that the party reported.</param>
/// <param name="LateCount">How many of them were late.</param>
/// <param name="Worst">The longest delay, an ISO 8601 duration; negative when every fact was reported before it happened, as in a rehearsal.</param>
/// <param name="MovedCount">How many facts were told as having happened before what they rest on, and take effect later than told.</param>
/// <param name="MovedMost">The longest time between the told and the effective time, an ISO 8601 duration; absent when no fact was moved.</param>
public sealed record LatePartner(string Party, long FactsCount, long LateCount, string Worst, long MovedCount = 0, string? MovedMost = null);

/// <param name="By">The party and app that reported it.</param>
/// <param name="Delay">The time from happening to recording, an ISO 8601 duration.</param>
/// <param name="EffectiveAt">Effective time, where it is later than the told time. Absent when both are the same.</param>
public sealed record LateFact(
    long Position, Guid Id, string Type, string Stream, string By, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, string Delay,
    DateTimeOffset? EffectiveAt = null);

public static class LateFactsReport
{
    private static readonly TimeSpan ThresholdDefault = TimeSpan.FromHours(24);

    private const string Told = $"""
        select seq_id, id, type, stream_id, user_name, (data ->> 'occurredAt')::timestamptz as occurred, timestamp as recorded, t.effective
        from {LedgerStore.Schema}.mt_events left join {EffectiveSchema.Time} t on t.position = seq_id
        where tenant_id = $1 and seq_id <= $2 and coalesce(t.effective, (data ->> 'occurredAt')::timestamptz) <= $3 and split_part(type, '.', 1) = any($4)
            and user_name is not null
        """;

    private const string ByPartner = $"""
        select split_part(user_name, '/', 1), count(*), count(*) filter (where recorded - occurred > $5),
            extract(epoch from max(recorded - occurred))::double precision, count(effective),
            extract(epoch from max(effective - occurred))::double precision
        from ({Told}) told group by 1 order by 3 desc, 1
        """;

    private const string List = $"""
        select * from ({Told}) told where (recorded - occurred > $5 or effective is not null) and seq_id > $6 order by seq_id limit $7
        """;

    /// <summary>
    /// Reports facts recorded too late, or told as having happened before what they rest on: for each partner, how many facts exceeded the threshold between
    /// happening and being recorded, the longest delay, how many take effect later than told, and the list of facts.
    /// </summary>
    [WolverineGet("/books/{book}/reports/late-facts", OperationId = "ReportLateFacts")]
    [Allows(RoleSets.Commercial)]
    [Answers<LateFactsView>(InPages = true, TakesMoment = true)]
    [Query<string>("threshold", "How late a fact may be reported, an ISO 8601 duration; PT24H when omitted.")]
    public static async Task<IResult> Report(string book, HttpContext context, Visibility visibility, NpgsqlDataSource database, CancellationToken ct)
    {
        var (page, problem) = PageRequest.Read(context.Request);
        (var moment, problem) = problem is null ? await Moments.ReadAsync(context, ct) : (Moment.Now, problem);
        if (problem is not null)
        {
            return problem;
        }

        if (ThresholdOf(context.Request) is not { } threshold)
        {
            return MomentRequest.Invalid("threshold", "Must be an ISO 8601 duration such as PT24H or P7D.");
        }

        var position = moment.AtPosition ?? context.Features.GetRequiredFeature<Positions>().HighWaterMark;
        var contexts = visibility.ContextsOf(context);
        var facts = page.PageOf(await FactsAsync(), fact => $"{fact.Position}");
        return Views.Json(new LateFactsView(XmlConvert.ToString(threshold), position, moment.AsOf, await PartnersAsync(), facts.Items, facts.Next));

        async Task<List<LatePartner>> PartnersAsync()
        {
            await using var command = Ask(ByPartner);
            var partners = new List<LatePartner>();
            await using var row = await command.ExecuteReaderAsync(ct);
            while (await row.ReadAsync(ct))
            {
                var worst = TimeSpan.FromSeconds(Math.Round(row.GetDouble(3), 3));
                var moved = row.IsDBNull(5) ? null : XmlConvert.ToString(TimeSpan.FromSeconds(Math.Round(row.GetDouble(5), 3)));
                partners.Add(new(row.GetString(0), row.GetInt64(1), row.GetInt64(2), XmlConvert.ToString(worst), row.GetInt64(4), moved));
            }

            return partners;
        }

        async Task<List<LateFact>> FactsAsync()
        {
            await using var command = Ask(List);
            command.Parameters.AddWithValue(MomentRequest.NumberOf(page.After) ?? 0);
            command.Parameters.AddWithValue(page.Limit + 1);
            var late = new List<LateFact>();
            await using var row = await command.ExecuteReaderAsync(ct);
            while (await row.ReadAsync(ct))
            {
                var (occurred, recorded) = (row.GetFieldValue<DateTimeOffset>(5), row.GetFieldValue<DateTimeOffset>(6));
                late.Add(new(
                    row.GetInt64(0), row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetString(4), occurred, recorded,
                    XmlConvert.ToString(recorded - occurred), row.IsDBNull(7) ? null : row.GetFieldValue<DateTimeOffset>(7)));
            }

            return late;
        }

        NpgsqlCommand Ask(string sql)
        {
            var command = database.CreateCommand(sql);
            command.Parameters.AddWithValue(book);
            command.Parameters.AddWithValue(position);
            command.Parameters.AddWithValue((moment.AsOf ?? DateTimeOffset.MaxValue).ToUniversalTime());
            command.Parameters.AddWithValue(contexts);
            command.Parameters.AddWithValue(threshold);
            return command;
        }
    }

    /// <returns>Null when what stands there is none. The framework has no other way to try to read such a duration.</returns>
    private static TimeSpan? ThresholdOf(HttpRequest request)
    {
        if (!request.Query.TryGetValue("threshold", out var values))
        {
            return ThresholdDefault;
        }

        try
        {
            return XmlConvert.ToTimeSpan(values.ToString()) is var threshold && threshold >= TimeSpan.Zero ? threshold : null;
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return null;
        }
    }
}
