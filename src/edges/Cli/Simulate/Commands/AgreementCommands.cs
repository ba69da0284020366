namespace Ledger.Cli.Simulate.Commands;

internal sealed record OpenBook(string Name, string Purpose, IReadOnlyList<PartyEntry> Parties) : Command;

internal sealed record PartyEntry(string Party, string Name, IReadOnlyList<string> Roles, string? Gln = null);

internal sealed record AddParty(string Party, string Name, IReadOnlyList<string> Roles, string? Gln = null) : Command;

internal sealed record RegisterProduct(string Product, string Name, string Family, string? Generation = null, string? Gtin = null) : Command;

internal sealed record RegisterSite(string Site, string Name, string Kind, string? Country = null, string? Gln = null) : Command;

internal sealed record SignAgreement(
    string Agreement, string Supplier, string Customer, IReadOnlyList<CommittedLine> Lines, IReadOnlyList<MilestoneTerm> Milestones) : Command;

internal sealed record CommittedLine(int Line, string? Product, string? Family, long Quantity, DateOnly From, DateOnly Until);

internal sealed record MilestoneTerm(
    string Milestone, string Name, string Metric, string? Product, string? Family, long Quantity, DateOnly DueOn);

internal sealed record AmendAgreement(
    string Agreement, string Amendment, string Reason, IReadOnlyList<CommittedLine> Lines, IReadOnlyList<MilestoneTerm> Milestones) : Command;

internal sealed record ApproveSubstitution(string Agreement, int Line, string From, string To, string Ratio) : Command;

internal sealed record CloseAgreement(string Agreement, string Reason) : Command;

internal sealed record ConfirmMilestone(string Agreement, string Milestone, string By, string? Reference = null) : Command;

internal sealed record DisputeMilestone(string Agreement, string Milestone, string By, string Reason) : Command;

internal sealed record WaiveMilestone(string Agreement, string Milestone, string By, string Reason) : Command;
