using System.Text.Json.Serialization;

namespace Ledger.Agreements.Agreements;

/// <summary>
/// A supply agreement: what is committed, what orders have drawn from it, and the thresholds that were agreed. A read as of an earlier moment may fold only
/// some of the events, so an event about a line or milestone that is not there (yet) changes nothing.
/// </summary>
public sealed class Agreement : IShowsDeclarations
{
    [JsonIgnore]
    public string Id { get; set; } = "";

    [JsonPropertyName("agreement")]
    public string Code { get; set; } = "";

    public string Supplier { get; set; } = "";

    public string Customer { get; set; } = "";

    public DateTimeOffset SignedAt { get; set; }

    /// <summary>IANA name of the time zone in which its dates are days; absent when that is UTC.</summary>
    public string? TimeZone { get; set; }

    public AgreementState State { get; set; }

    /// <summary>Counts the changes of what is agreed, the signing among them. A proposal says which version it changes.</summary>
    public int TermsVersion => 1 + Amendments.Count + Lines.Sum(line => line.Substitutions.Count) + (IsClosed ? 1 : 0);

    /// <summary>How many of the two parties signed it.</summary>
    public Signatures Signatures => Consent is null ? Signatures.One : Signatures.Both;

    /// <summary>Who proposed it and who accepted it; absent where one party signed for both.</summary>
    public Consent? Consent { get; set; }

    public string? CloseReason { get; set; }

    /// <summary>Who proposed to close it and who accepted.</summary>
    public Consent? CloseConsent { get; set; }

    public List<AgreementLine> Lines { get; set; } = [];

    public List<Milestone> Milestones { get; set; } = [];

    public List<AmendmentNote> Amendments { get; set; } = [];

    /// <summary>
    /// The agreement's confidential terms, absent when there are none. <c>agreements/{agreement}/terms</c> discloses their values to parties that may see them.
    /// </summary>
    public List<TermDigest>? ConfidentialTerms { get; set; }

    public IReadOnlyList<DeclarationNote>? Declarations { get; set; }

    [JsonIgnore]
    public bool IsClosed => State == AgreementState.Closed;

    public static string KeyOf(string agreement) => $"agreement/{agreement}";

    public AgreementLine? Line(int line) => Lines.Find(l => l.Line == line);

    public Milestone? Milestone(string milestone) => Milestones.Find(m => m.Code == milestone);

    public void Apply(AgreementSigned e)
    {
        (Code, Supplier, Customer, SignedAt, TimeZone, Consent) = (e.Agreement, e.Supplier, e.Customer, e.OccurredAt, e.TimeZone, e.Consent);
        SetTerms(e.Lines, e.Milestones, e.OccurredAt);
    }

    public void Apply(AgreementAmended e)
    {
        Amendments.Add(new AmendmentNote(e.Amendment, e.Reason, e.OccurredAt, e.Consent));
        SetTerms(e.Lines, e.Milestones, e.OccurredAt);
    }

    public void Apply(TermsAgreed e) =>
        ConfidentialTerms = [.. ConfidentialTerms ?? [], .. e.Terms.Select(term => new TermDigest(term.Digest, term.Class, false))];

    public void Apply(TermsErased e) =>
        ConfidentialTerms = [.. (ConfidentialTerms ?? []).Select(term => term with { IsErased = term.IsErased || e.Digests.Contains(term.Digest) })];

    public void Apply(SubstitutionApproved e) => Line(e.Line)?.Substitutions.Add(new Substitution(e.From, e.To, Fraction.Parse(e.Ratio), e.Consent));

    public void Apply(AgreementClosed e) => (State, CloseReason, CloseConsent) = (AgreementState.Closed, e.Reason, e.Consent);

    public void Apply(CommitmentDrawn e)
    {
        foreach (var drawn in e.Lines)
        {
            Line(drawn.Line)?.Draw(Fraction.Parse(drawn.DrawnUnits));
        }
    }

    public void Apply(CommitmentReleased e)
    {
        foreach (var released in e.Lines)
        {
            Line(released.Line)?.Draw(-Fraction.Parse(released.DrawnUnits));
        }
    }

    public void Apply(MilestoneReached e) => Milestone(e.Milestone)?.Reach(ReachedEvidence.Of(e));

    public void Apply(MilestoneFellBack e) => Milestone(e.Milestone)?.FallBack();

    public void Apply(MilestoneMissed e) => Milestone(e.Milestone)?.Miss();

    public void Apply(MilestoneConfirmed e) => Milestone(e.Milestone)?.Settle(MilestoneState.Confirmed, new(e.By, null, e.Reference, e.OccurredAt));

    public void Apply(MilestoneDisputed e) => Milestone(e.Milestone)?.Settle(MilestoneState.Disputed, new(e.By, e.Reason, null, e.OccurredAt));

    public void Apply(MilestoneDisputeWithdrawn e) =>
        Milestone(e.Milestone)?.Settle(MilestoneState.Reached, new(e.By, e.Reason, null, e.OccurredAt));

    public void Apply(MilestoneWaived e) => Milestone(e.Milestone)?.Settle(MilestoneState.Waived, new(e.By, e.Reason, null, e.OccurredAt));

    private void SetTerms(IReadOnlyList<CommittedLine> lines, IReadOnlyList<MilestoneTerms> milestones, DateTimeOffset at)
    {
        foreach (var terms in lines)
        {
            var line = Line(terms.Line);
            if (line is null)
            {
                Lines.Add(line = new AgreementLine { Line = terms.Line, Product = terms.Product, Family = terms.Family });
            }

            (line.Committed, line.From, line.Until, line.Window) = (terms.Quantity, terms.From, terms.Until, terms.Window);
            (line.Returns, line.Weights) = (terms.Returns ?? line.Returns, terms.Weights ?? line.Weights);
        }

        foreach (var terms in milestones)
        {
            var milestone = Milestone(terms.Milestone);
            if (milestone is null)
            {
                Milestones.Add(milestone = new Milestone { Code = terms.Milestone });
            }

            milestone.Set(terms, at, TimeZone);
        }
    }
}

public enum AgreementState
{
    Open,
    Closed,
}

/// <param name="Consent">Who proposed it and who accepted it; absent where one party signed for both.</param>
public sealed record AmendmentNote(string Amendment, string Reason, DateTimeOffset OccurredAt, Consent? Consent = null)
{
    public Signatures Signatures => Consent is null ? Signatures.One : Signatures.Both;
}
