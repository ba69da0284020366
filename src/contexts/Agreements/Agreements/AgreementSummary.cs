using System.Text.Json.Serialization;

namespace Ledger.Agreements.Agreements;

/// <summary>An agreement as a list shows it. It follows the stream within moments; <c>agreements/{agreement}</c> is always current.</summary>
public sealed class AgreementSummary
{
    [JsonIgnore]
    public string Id { get; set; } = "";

    public string Agreement { get; set; } = "";

    public string Supplier { get; set; } = "";

    public string Customer { get; set; } = "";

    public AgreementState State { get; set; }

    public DateTimeOffset SignedAt { get; set; }

    public SortedSet<int> Lines { get; set; } = [];

    public SortedSet<string> Milestones { get; set; } = new(StringComparer.Ordinal);

    public void Apply(AgreementSigned e)
    {
        (Agreement, Supplier, Customer, SignedAt) = (e.Agreement, e.Supplier, e.Customer, e.OccurredAt);
        Lines.UnionWith(e.Lines.Select(l => l.Line));
        Milestones.UnionWith(e.Milestones.Select(m => m.Milestone));
    }

    public void Apply(AgreementAmended e)
    {
        Lines.UnionWith(e.Lines.Select(l => l.Line));
        Milestones.UnionWith(e.Milestones.Select(m => m.Milestone));
    }

    public void Apply(AgreementClosed _) => State = AgreementState.Closed;
}
