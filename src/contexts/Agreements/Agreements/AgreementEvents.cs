namespace Ledger.Agreements.Agreements;

/// <param name="TimeZone">IANA name of the time zone in which the agreement's dates are days; absent when that is UTC.</param>
[ContractName("agreements.agreement-signed.v1")]
[BeginsTwin]
public sealed record AgreementSigned(
    string Agreement, string Supplier, string Customer, IReadOnlyList<CommittedLine> Lines, IReadOnlyList<MilestoneTerms> Milestones,
    DateTimeOffset OccurredAt, string? TimeZone = null, Consent? Consent = null) : IConsentedFact;

/// <param name="Lines">New lines, and existing lines in their new form.</param>
/// <param name="Milestones">New milestones, and existing milestones in their new form.</param>
[ContractName("agreements.agreement-amended.v1")]
[BeginsTwin]
public sealed record AgreementAmended(
    string Amendment, string Reason, IReadOnlyList<CommittedLine> Lines, IReadOnlyList<MilestoneTerms> Milestones, DateTimeOffset OccurredAt,
    Consent? Consent = null) : IConsentedFact;

/// <param name="Ratio">How many committed units one substitute unit counts for: a decimal or a fraction in a string, such as "1.5" or "1/3".</param>
[ContractName("agreements.substitution-approved.v1")]
[BeginsTwin]
public sealed record SubstitutionApproved(int Line, string From, string To, string Ratio, DateTimeOffset OccurredAt, Consent? Consent = null) : IConsentedFact;

[ContractName("agreements.agreement-closed.v1")]
[BeginsTwin]
public sealed record AgreementClosed(string Reason, DateTimeOffset OccurredAt, Consent? Consent = null) : IConsentedFact;

/// <summary>What a line commits to: a quantity of one product, or of any products of a family.</summary>
/// <param name="Product">The product of a product line; a family line has <paramref name="Family"/> instead.</param>
/// <param name="From">First day of the delivery window.</param>
/// <param name="Until">Last day of the delivery window.</param>
/// <param name="Window"><c>firm</c> or <c>informative</c>: what becomes of an order that asks for delivery outside the window; informative when absent.</param>
/// <param name="Returns">
/// <c>authorised</c> or <c>free</c>: whether units go back only when their supplier has authorised it; free when absent. Absent in an amendment, it stays as
/// it is.
/// </param>
/// <param name="Weights">
/// On a family line, what a unit of a product counts for; 1 where it is not named. Absent in an amendment, they stay as they are.
/// </param>
public sealed record CommittedLine(
    int Line, long Quantity, DateOnly From, DateOnly Until, string? Product = null, string? Family = null, DeliveryWindow? Window = null,
    ReturnTerms? Returns = null, IReadOnlyList<ProductWeight>? Weights = null);

/// <summary>How units of a line go back to their supplier.</summary>
public enum ReturnTerms
{
    /// <summary>The customer sends them.</summary>
    Free,

    /// <summary>The customer asks, and sends them when the supplier has authorised it.</summary>
    Authorised,
}

/// <param name="Product">A product of the line's family.</param>
/// <param name="Weight">How many committed units one unit of it counts for: a decimal or a fraction in a string, such as "2" or "1/3".</param>
public sealed record ProductWeight(string Product, string Weight);

/// <summary>What the delivery window of a line is to its orders.</summary>
public enum DeliveryWindow
{
    /// <summary>An order that asks for delivery outside it is marked.</summary>
    Informative,

    /// <summary>An order that asks for delivery outside it is refused.</summary>
    Firm,
}
