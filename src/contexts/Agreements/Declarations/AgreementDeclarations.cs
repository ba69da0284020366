using Ledger.Agreements.Agreements;
using Ledger.Agreements.Books;
using Ledger.Agreements.Proposals;

namespace Ledger.Agreements.Declarations;

/// <summary>Which facts about agreements and reference data may be declared erroneous.</summary>
public sealed class AgreementDeclarations : IDeclarable
{
    private static readonly DeclarationRule Reference = DeclarationRule.Never("Later facts refer to what was registered. Register it again under another id.");

    private static readonly DeclarationRule Commitment =
        DeclarationRule.Never("It follows from an order. Change the order with ChangeOrder, or cancel its lines with CancelOrderLine.");

    private static readonly DeclarationRule Proposed = DeclarationRule.Never("Withdraw the proposal with WithdrawProposal.");

    private static readonly DeclarationRule Unanswered = DeclarationRule.Never("Propose it again.");

    private static readonly DeclarationRule Judged =
        DeclarationRule.Never("It was counted from the units that moved. The customer can contest it with DisputeMilestone.");

    public IReadOnlyDictionary<Type, DeclarationRule> Rules { get; } = new Dictionary<Type, DeclarationRule>
    {
        [typeof(BookOpened)] = DeclarationRule.Never("An opened book cannot be closed. Open another one with OpenBook."),
        [typeof(PartyAdded)] = Reference,
        [typeof(ProductRegistered)] = Reference,
        [typeof(SiteRegistered)] = Reference,
        [typeof(AgreementSigned)] = DeclarationRule.When(
            "Cancel the lines of its orders with CancelOrderLine, and close it with CloseAgreement.", Signed),
        [typeof(AgreementAmended)] = DeclarationRule.When(
            "Amend each of its lines and milestones again with AmendAgreement, and name those amendments as corrective events.", Amended),
        [typeof(TermsAgreed)] = DeclarationRule.Never("Record the right terms with AmendAgreement. A later term replaces an earlier one."),
        [typeof(TermsErased)] = DeclarationRule.Never("An erasure cannot be undone. Record the terms again with AmendAgreement."),
        [typeof(SubstitutionApproved)] = DeclarationRule.Never("A substitute's ratio cannot be changed. Add another line with AmendAgreement."),
        [typeof(AgreementClosed)] = DeclarationRule.Never("Sign another agreement with SignAgreement."),
        [typeof(SigningProposed)] = Proposed,
        [typeof(AmendmentProposed)] = Proposed,
        [typeof(SubstitutionProposed)] = Proposed,
        [typeof(ClosingProposed)] = Proposed,
        [typeof(ErasureProposed)] = Proposed,
        [typeof(TermsProposed)] = Proposed,
        [typeof(ProposalAccepted)] = DeclarationRule.Never("Both parties have signed. Propose another change, such as an amendment with AmendAgreement."),
        [typeof(ProposalRejected)] = Unanswered,
        [typeof(ProposalWithdrawn)] = Unanswered,
        [typeof(ProposalExpired)] = Unanswered,
        [typeof(CommitmentDrawn)] = Commitment,
        [typeof(CommitmentRefused)] = Commitment,
        [typeof(CommitmentReleased)] = Commitment,
        [typeof(MilestoneReached)] = Judged,
        [typeof(MilestoneFellBack)] = Judged,
        [typeof(MilestoneMissed)] = Judged,
        [typeof(MilestoneConfirmed)] = DeclarationRule.Never("A confirmation is final. Add another milestone with AmendAgreement."),
        [typeof(MilestoneDisputed)] = DeclarationRule.When(
            "Confirm the milestone with ConfirmMilestone, or withdraw the dispute with WithdrawDispute first.", Disputed),
        [typeof(MilestoneDisputeWithdrawn)] = DeclarationRule.Never("Dispute the milestone again with DisputeMilestone."),
        [typeof(MilestoneWaived)] = DeclarationRule.Never("A waiver is final. Add another milestone with AmendAgreement."),
    };

    /// <summary>Only what nothing can be drawn from any more, and nothing is drawn from, is as if it had never been signed.</summary>
    private static string? Signed(DeclarationCase @case)
    {
        var agreement = Replay.Of(@case.Facts)!;
        return agreement.Lines.Find(line => line.Drawn > 0) is { } line
            ? $"Orders have drawn {Decimals.Write(line.Drawn)} units from line {line.Line}."
            : Confidential(@case, agreement.Code) is { } terms ? terms
            : !agreement.IsClosed ? "The agreement is still open, so orders may draw on it."
            : @case.IsIncorrectData && !@case.Correctives.Any(fact => fact.Data is AgreementSigned)
                ? "None of the corrective events is an agreement that replaces it."
            : null;
    }

    /// <summary>Later amendments have said anew all that it said: then the agreement stands as it would without it.</summary>
    private static string? Amended(DeclarationCase @case)
    {
        var (wrong, later) = ((AgreementAmended)@case.Wrong.Data, @case.Corrections.OfType<AgreementAmended>().ToList());
        var lines = wrong.Lines.Select(l => l.Line).Except(later.SelectMany(e => e.Lines).Select(l => l.Line)).Select(line => $"line {line}");
        var milestones = wrong.Milestones.Select(m => m.Milestone).Except(later.SelectMany(e => e.Milestones).Select(m => m.Milestone))
            .Select(milestone => $"milestone {milestone}");
        return lines.Concat(milestones).FirstOrDefault() is { } standing
            ? $"No corrective amendment replaces {standing}."
            : Confidential(@case, wrong.Amendment);
    }

    /// <summary>What they are called is confidential too, so that nobody can tell whether later ones have taken their place.</summary>
    private static string? Confidential(DeclarationCase @case, string document)
    {
        var erased = @case.Facts.OfType<TermsErased>().SelectMany(fact => fact.Digests).ToHashSet();
        var agreed = @case.Facts.OfType<TermsAgreed>().Where(fact => fact.Document == document).SelectMany(fact => fact.Sd);
        var standing = agreed.Count(digest => !erased.Contains(digest));
        return standing == 0 ? null : $"{document} still has {standing} confidential terms. Erase them with EraseTerms.";
    }

    private static string? Disputed(DeclarationCase @case)
    {
        var milestone = ((MilestoneDisputed)@case.Wrong.Data).Milestone;
        return @case.Later.OfType<IMilestoneFact>()
            .Any(fact => fact is MilestoneConfirmed or MilestoneDisputeWithdrawn or MilestoneWaived && fact.Milestone == milestone)
            ? null
            : $"Milestone {milestone} is still disputed because of this event.";
    }
}
