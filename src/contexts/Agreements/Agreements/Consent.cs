namespace Ledger.Agreements.Agreements;

/// <summary>That both parties signed a change: one proposed it, the other accepted it.</summary>
/// <param name="Proposal">Number of the proposal.</param>
/// <param name="AcceptedBy">Whoever accepted it did so when the change took effect.</param>
public sealed record Consent(int Proposal, string ProposedBy, DateTimeOffset ProposedAt, string AcceptedBy);

/// <summary>How many parties signed.</summary>
public enum Signatures
{
    /// <summary>One party recorded it for both: the book leaves that to one, or an earlier build did.</summary>
    One,
    Both,
}

/// <summary>A change of what is agreed.</summary>
public interface IConsentedFact : IFact
{
    /// <summary>Absent where one party signed for both.</summary>
    Consent? Consent { get; }

    IEnumerable<string> IFact.RestsOn(string stream) => Consent is null ? [stream] : [stream, Step.Proposal(stream, Consent.Proposal)];
}
