using Ledger.Agreements.Agreements;
using Ledger.Agreements.Books;
using Ledger.Agreements.Proposals;

namespace Ledger.Agreements.Declarations;

/// <summary>Which facts about agreements and reference data may be declared erroneous.</summary>
public sealed class AgreementDeclarations : IDeclarable
{
    private static readonly DeclarationRule Reference = DeclarationRule.Never(
        "Later facts refer to what was registered. Register it again under another id; a GLN stays with the first, so leave it out.");

    private static readonly DeclarationRule Proposed =
        DeclarationRule.Never("As long as the proposal is open, withdraw it with WithdrawProposal. What is accepted is changed by another proposal.");

    private static readonly DeclarationRule Unanswered = DeclarationRule.Never("Make the proposal again, such as an amendment with AmendAgreement.");


    public IReadOnlyDictionary<Type, DeclarationRule> Rules { get; } = new Dictionary<Type, DeclarationRule>
    {
        [typeof(BookOpened)] = DeclarationRule.Never("An opened book cannot be closed. Open another one with OpenBook."),
        [typeof(PartyAdded)] = Reference,
        [typeof(ProductRegistered)] = DeclarationRule.Never(
            "Later facts refer to what was registered. Register it again under another id with RegisterProduct, and name this one in replaces, so that its "
            + "GTIN becomes the new one's."),
        [typeof(SiteRegistered)] = Reference,
        [typeof(ResellerAppointed)] = DeclarationRule.Never("End the appointment with DismissReseller."),
        [typeof(ResellerDismissed)] = DeclarationRule.Never("Appoint the reseller again with AppointReseller."),
        [typeof(AgreementSigned)] = DeclarationRule.When(
            "Send back what was received with ReturnUnits, cancel the lines of its orders with CancelOrderLine, and close it with CloseAgreement.", Signed),
        [typeof(AgreementAmended)] = DeclarationRule.When(
            "Amend each of its lines and milestones again with AmendAgreement, and name those amendments as corrective events. A milestone that was reached "
            + "meanwhile keeps its terms: add another one.", Amended),
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
        [typeof(CommitmentDrawn)] = DeclarationRule.Never(
            "It follows from an order. Lower the order with ChangeOrder, or cancel its lines with CancelOrderLine. If the order is closed, send units back "
            + "with ReturnUnits first."),
        [typeof(CommitmentRefused)] = DeclarationRule.Never(
            "The commitment did not cover an order or a change. Commit to more with AmendAgreement, or ask for less, with another PlaceOrder or ChangeOrder."),
        [typeof(CommitmentReleased)] = DeclarationRule.Never("It follows from an order. Place another order with PlaceOrder for the units that it released."),
        [typeof(MilestoneReached)] =
            DeclarationRule.Never("It was counted from the units that moved. The customer can contest it with DisputeMilestone until it is confirmed."),
        [typeof(MilestoneFellBack)] = DeclarationRule.Never(
            "It was counted from the units that moved. The milestone is reached again as soon as enough units count, such as by ReceiveBatch."),
        [typeof(MilestoneMissed)] = DeclarationRule.Never(
            "It was counted from the units that moved. Agree on another date with AmendAgreement; the customer can also waive it with WaiveMilestone."),
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
        var again = later.SelectMany(e => e.Lines).ToList();
        var lines = wrong.Lines.Where(l => !again.Exists(a => a.Line == l.Line)).Select(l => $"line {l.Line}")
            .Concat(wrong.Lines.Where(l => l.Weights is not null && !again.Exists(a => a.Line == l.Line && a.Weights is not null))
                .Select(l => $"the weights of line {l.Line}"));
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
