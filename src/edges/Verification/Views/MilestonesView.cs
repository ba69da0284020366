using System.Globalization;
using System.Text.Json;
using Ledger.Verification.Bundles;
using Ledger.Verification.Entries;
using Ledger.Verification.Findings;

namespace Ledger.Verification.Views;

/// <summary>Milestones of all agreements, folded from the events of each agreement's stream.</summary>
internal sealed class MilestonesView(long position)
{
    private readonly Dictionary<(string Stream, string Milestone), Milestone> _milestones = [];

    public void Apply(in Fact fact)
    {
        if (fact.Seq > position || !fact.Type.StartsWith("agreements.", StringComparison.Ordinal)
            || !fact.Stream.StartsWith("agreement/", StringComparison.Ordinal))
        {
            return;
        }

        var json = JsonElement.Parse(fact.Data);
        switch (fact.Type)
        {
            case "agreements.agreement-signed.v1" or "agreements.agreement-amended.v1":
                foreach (var terms in json.GetProperty("milestones").EnumerateArray())
                {
                    var code = terms.GetProperty("milestone").GetString()!;
                    var kept = _milestones.GetValueOrDefault((fact.Stream, code)) ?? (_milestones[(fact.Stream, code)] = new());
                    (kept.Terms, kept.State, kept.Reached, kept.Last) = (terms, "planned", null, fact.Ordinal);
                }

                break;
            case "agreements.milestone-reached.v1":
                Change(fact, json, "reached", milestone => milestone.Reached = json);
                break;
            case "agreements.milestone-fell-back.v1":
                Change(fact, json, "planned", milestone => milestone.Reached = null);
                break;
            case "agreements.milestone-missed.v1":
                Change(fact, json, "missed", _ => { });
                break;
            case "agreements.milestone-confirmed.v1":
                Change(fact, json, "confirmed", milestone => milestone.Settled = json);
                break;
            case "agreements.milestone-disputed.v1":
                Change(fact, json, "disputed", milestone => milestone.Settled = json);
                break;
            case "agreements.milestone-dispute-withdrawn.v1":
                Change(fact, json, "reached", milestone => milestone.Settled = json);
                break;
            case "agreements.milestone-waived.v1":
                Change(fact, json, "waived", milestone => milestone.Settled = json);
                break;
        }
    }

    public void Compare(Bundle bundle, LeafTable leaves, FindingList findings)
    {
        var rows = new TextRows("the milestone", Parts.Milestones, 2);
        foreach (var (key, m) in _milestones)
        {
            rows.Expect(
                m.Last, key.Stream["agreement/".Length..], key.Milestone, Text(m.Terms, "name"), Text(m.Terms, "metric"), Text(m.Terms, "product"),
                Text(m.Terms, "family"),
                Text(m.Terms, "quantity"), Text(m.Terms, "dueOn"), m.State,
                Text(m.Reached, "occurredAt"), Text(m.Reached, "position"), Text(m.Reached, "count"), Text(m.Reached, "late"),
                Text(m.Settled, "by"), Text(m.Settled, "reason"), Text(m.Settled, "reference"), Text(m.Settled, "occurredAt"));
        }

        rows.Compare(bundle, leaves, findings);
    }

    private static string? Text(JsonElement? parent, string name) => parent is { } json && json.TryGetProperty(name, out var value)
        ? value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number when value.TryGetInt64(out var number) => number.ToString(CultureInfo.InvariantCulture),
            _ => value.GetRawText(),
        }
        : null;

    /// <summary>What is said about a milestone that is not there changes nothing.</summary>
    private void Change(in Fact fact, JsonElement json, string state, Action<Milestone> change)
    {
        if (_milestones.GetValueOrDefault((fact.Stream, json.GetProperty("milestone").GetString()!)) is { } milestone)
        {
            change(milestone);
            (milestone.State, milestone.Last) = (state, fact.Ordinal);
        }
    }

    private sealed class Milestone
    {
        public JsonElement? Terms { get; set; }

        public string State { get; set; } = "planned";

        public JsonElement? Reached { get; set; }

        public JsonElement? Settled { get; set; }

        public int Last { get; set; }
    }
}
