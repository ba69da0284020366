using Ledger.Agreements.ConfidentialTerms;
using Ledger.Agreements.Proposals;
using Wolverine.Http;

namespace Ledger.Agreements.Answers;

/// <summary>Withdraws a proposal that the other party has not accepted or rejected. Confidential terms in it are erased.</summary>
/// <param name="By">The party that made it.</param>
[Allows(Roles.Supplier | Roles.Customer)]
[Sample("""{"agreement":"SA-1","proposal":1,"by":"SUP","reason":"the quantity was wrong"}""")]
public sealed record WithdrawProposal(
    string Agreement, int Proposal, string By, string Reason, DateTimeOffset? OccurredAt = null) : ICommand, IAnswersProposal;

public sealed class WithdrawProposalValidator : CommandValidator<WithdrawProposal>
{
    public WithdrawProposalValidator()
    {
        RuleFor(c => c.Agreement).DocumentName();
        RuleFor(c => c.Proposal).ProposalNumber();
        RuleFor(c => c.By).Number();
        RuleFor(c => c.Reason).Text();
    }
}

public static class WithdrawProposalEndpoint
{
    private static readonly ProposalState[] Unanswered = [ProposalState.Open, ProposalState.Stale, ProposalState.Expired];

    [WolverinePost("/books/{book}/agreements/proposals/withdraw")]
    public static async Task<Answer> Post(WithdrawProposal command, Deal deal, LedgerSession ledger, TermVault vault, CancellationToken ct)
    {
        var stream = await deal.Open<AgreementProposals>(AgreementProposals.KeyOf(command.Agreement));
        var decision = Decide(command, stream.State, deal.Told(command));
        if (decision.IsAccepted)
        {
            await vault.EraseProposedAsync(ledger, command.Agreement, ct, stream.State!.Find(command.Proposal)!);
        }

        return await stream.RecordAsync(decision);
    }

    public static Decision Decide(WithdrawProposal command, AgreementProposals? proposals, Told told) =>
        AnswerProposal.Refuse(command, proposals, told, "withdraw", p => p.By, Unanswered, out _) is { } refusal
            ? refusal
            : Decision.Accept(new ProposalWithdrawn(command.Agreement, command.Proposal, command.By, command.Reason, told.When));
}
