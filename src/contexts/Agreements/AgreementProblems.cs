namespace Ledger.Agreements;

/// <summary>Why agreements and reference data refuse.</summary>
public static class AgreementProblems
{
    public static readonly ProblemCode BadBookCode = new("bad-book-code", 400, "The book code is malformed.");
    public static readonly ProblemCode TooManyParties = new("too-many-parties", 409, "The book has reached its maximum number of parties.");
    public static readonly ProblemCode UnknownAgreement = Problems.UnknownAgreement;
    public static readonly ProblemCode UnknownLine = Problems.UnknownLine;
    public static readonly ProblemCode UnknownMilestone = new("unknown-milestone", 404, "The agreement has no such milestone.");
    public static readonly ProblemCode WrongRole = new("wrong-role", 409, "The party does not have the required role.");
    public static readonly ProblemCode AgreementClosed = Problems.AgreementClosed;
    public static readonly ProblemCode LineKeepsProduct =
        new("line-keeps-product", 409, "A line's product or family cannot be changed, nor weights that orders drew by.");
    public static readonly ProblemCode BelowDrawn = new("below-drawn", 409, "A line's quantity cannot be lowered below what orders have already drawn.");
    public static readonly ProblemCode WrongProduct = Problems.WrongProduct;
    public static readonly ProblemCode CommitmentExceeded = new("commitment-exceeded", 409, "The quantity exceeds what is left of the line's commitment.");
    public static readonly ProblemCode UnknownProposal = new("unknown-proposal", 404, "The agreement has no such proposal.");
    public static readonly ProblemCode AlreadyProposed = new("already-proposed", 409, "An open proposal is about the same.");
    public static readonly ProblemCode TooManyProposals = new("too-many-proposals", 409, "Too many proposals on the agreement are open.");
    public static readonly ProblemCode ProposalNotOpen = new("proposal-not-open", 409, "The proposal is no longer open.");
    public static readonly ProblemCode ProposalExpired = new("proposal-expired", 409, "The proposal has expired.");
    public static readonly ProblemCode UnknownTerm = new("unknown-term", 404, "The agreement has no such confidential term.");
    public static readonly ProblemCode NothingToErase = new("nothing-to-erase", 409, "There is nothing left to erase.");
    public static readonly ProblemCode MilestoneNotCovered = new("milestone-not-covered", 409, "No line of the agreement counts toward the milestone.");
    public static readonly ProblemCode MilestoneOutOfReach =
        new("milestone-out-of-reach", 409, "The agreement commits to fewer units than the milestone needs.");
    public static readonly ProblemCode MilestoneNotReached = new("milestone-not-reached", 409, "The milestone has not been reached yet.", Retryable.Yes);
    public static readonly ProblemCode MilestoneInWrongState = new("milestone-in-wrong-state", 409, "The milestone is in a state that does not allow this.");
}
