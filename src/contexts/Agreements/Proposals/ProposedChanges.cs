using System.Globalization;
using Ledger.Agreements.Agreements;

namespace Ledger.Agreements.Proposals;

/// <summary>One thing that a proposal changes.</summary>
/// <param name="Member">Where it stands in the agreement, such as <c>lines/1/quantity</c>.</param>
/// <param name="Before">What it is as long as the proposal is not accepted; absent where it adds something.</param>
/// <param name="After">What it becomes; absent where it takes something away.</param>
public sealed record ProposedChange(string Member, string? Before, string? After);

/// <summary>Tells what a proposal changes, member by member.</summary>
public static class ProposedChanges
{
    public static IReadOnlyList<ProposedChange> Of(IProposal proposal) => proposal switch
    {
        SigningProposed signing =>
        [
            new("supplier", null, signing.Supplier), new("customer", null, signing.Customer), .. Differences("", [], Of("timeZone", signing.TimeZone)),
            .. OfLines(signing.Lines, []), .. OfMilestones(signing.Milestones, []),
        ],
        AmendmentProposed amendment =>
        [
            .. OfLines(amendment.Lines, amendment.LinesBefore), .. OfMilestones(amendment.Milestones, amendment.MilestonesBefore),
        ],
        SubstitutionProposed substitution => [new($"lines/{substitution.Line}/substitutions/{substitution.Substitute}", null, substitution.Ratio)],
        ClosingProposed => [new("state", "open", "closed")],
        ErasureProposed erasure => [.. erasure.Digests.Select(digest => new ProposedChange($"confidentialTerms/{digest}", digest, null))],
        _ => [],
    };

    private static IEnumerable<ProposedChange> OfLines(IReadOnlyList<CommittedLine> lines, IReadOnlyList<CommittedLine> before) => lines.SelectMany(
        line => Differences($"lines/{line.Line}/", Of(before.FirstOrDefault(b => b.Line == line.Line)), Of(line)));

    private static IEnumerable<ProposedChange> OfMilestones(IReadOnlyList<MilestoneTerms> milestones, IReadOnlyList<MilestoneTerms> before) =>
        milestones.SelectMany(m => Differences($"milestones/{m.Milestone}/", Of(before.FirstOrDefault(b => b.Milestone == m.Milestone)), Of(m)));

    private static IEnumerable<ProposedChange> Differences(string thing, Dictionary<string, string?> before, Dictionary<string, string?> after) =>
        after.Where(member => before.GetValueOrDefault(member.Key) != member.Value)
            .Select(member => new ProposedChange($"{thing}{member.Key}", before.GetValueOrDefault(member.Key), member.Value));

    private static Dictionary<string, string?> Of(CommittedLine? line) => line is null ? [] : new(
        (line.Weights ?? []).Select(w => KeyValuePair.Create($"weights/{w.Product}", (string?)w.Weight)))
    {
        ["product"] = line.Product,
        ["family"] = line.Family,
        ["quantity"] = line.Quantity.ToString(CultureInfo.InvariantCulture),
        ["from"] = Of(line.From),
        ["until"] = Of(line.Until),
        ["window"] = line.Window?.ToString().ToLowerInvariant(),
        ["returns"] = line.Returns?.ToString().ToLowerInvariant(),
    };

    private static Dictionary<string, string?> Of(MilestoneTerms? milestone) => milestone is null ? [] : new()
    {
        ["name"] = milestone.Name,
        ["metric"] = milestone.Metric,
        ["product"] = milestone.Product,
        ["family"] = milestone.Family,
        ["quantity"] = milestone.Quantity.ToString(CultureInfo.InvariantCulture),
        ["dueOn"] = Of(milestone.DueOn),
    };

    private static Dictionary<string, string?> Of(string member, string? value) => new() { [member] = value };

    private static string Of(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);
}
