namespace Ledger.Logistics.Returns;

/// <summary>The customer asks its supplier to take units back. They stay where they are and count as before.</summary>
/// <param name="Site">Where the units are.</param>
/// <param name="Supplier">Party that is asked; absent where the ledger does not know whose the units are.</param>
[ContractName("logistics.return-requested.v1")]
public sealed record ReturnRequested(
    string Return, string Site, string Product, IReadOnlyList<string> Serials, string Reason, DateTimeOffset OccurredAt, string? Supplier = null) : IFact;

/// <summary>The supplier will take the units back. A later authorisation takes the place of an earlier one, or of a refusal.</summary>
/// <param name="Rma">The supplier's number of the authorisation.</param>
/// <param name="To">Site to which the units go.</param>
/// <param name="ValidUntil">End of the time, exclusive, in which they are to be sent; absent where there is none.</param>
[ContractName("logistics.return-authorised.v1")]
public sealed record ReturnAuthorised(string Return, string Rma, string To, DateTimeOffset OccurredAt, DateTimeOffset? ValidUntil = null) : IFact;

/// <summary>The supplier will not take the units back, or no longer.</summary>
[ContractName("logistics.return-refused.v1")]
public sealed record ReturnRefused(string Return, string Reason, DateTimeOffset OccurredAt) : IFact;

/// <summary>The customer keeps the units: it no longer asks to send them back.</summary>
/// <param name="Cancellation">Number of the document that says so.</param>
[ContractName("logistics.return-withdrawn.v1")]
public sealed record ReturnWithdrawn(string Return, string Cancellation, string Reason, DateTimeOffset OccurredAt) : IFact;
