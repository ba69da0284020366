using Ledger.Agreements.Agreements;

namespace Ledger.Agreements.Proposals;

/// <summary>A command that changes what is agreed. Where both parties sign, it proposes the change to the other.</summary>
public interface IChangesAgreement : ICommand
{
    string Agreement { get; }

    /// <summary>The party that proposes it; the sender's own when absent.</summary>
    string? By { get; }

    /// <summary>Last day on which it can be accepted, in the agreement's time zone.</summary>
    DateOnly? ExpiresOn { get; }
}

public abstract class ChangeValidator<T> : CommandValidator<T>
    where T : IChangesAgreement
{
    /// <param name="isNew">The command gives the agreement its number; else it names one.</param>
    protected ChangeValidator(bool isNew = false)
    {
        _ = isNew ? RuleFor(c => c.Agreement).Number() : RuleFor(c => c.Agreement).DocumentName();
        RuleFor(c => c.By).Number();
        RuleFor(c => c.ExpiresOn).Date();
    }
}

/// <summary>What a proposal is decided on.</summary>
/// <param name="Agreement">The agreement as it stands; null where it is to be signed.</param>
/// <param name="Change">What the command comes to, were it in force at once.</param>
/// <param name="Clock">The time by which a proposal expires.</param>
public sealed record ProposingCase(AgreementProposals? Proposals, Agreement? Agreement, Decision Change, DateTimeOffset Clock);

/// <summary>Makes a proposal of a change: the same facts, but nothing counts before the other party has accepted it.</summary>
public static class Proposing
{
    public const int OpenMax = 100;

    /// <summary>Is it by the party that it names?</summary>
    public static Refusal? RefuseOther(IChangesAgreement command, Told told) => command.By is null || told.By.IsLedger || told.By.Is(command.By)
        ? null
        : new Refusal(AgreementProblems.WrongRole, $"The command is sent by {told.By.Party}, not by {command.By}.");

    /// <typeparam name="T">The fact that is to be in force.</typeparam>
    /// <param name="propose">Says of that fact what is proposed: the proposal first.</param>
    public static Decision Propose<T>(IChangesAgreement command, ProposingCase facts, Told told, Func<ProposalHead, T, IReadOnlyList<IProposalFact>> propose)
        where T : IConsentedFact
    {
        if (!facts.Change.IsAccepted)
        {
            return facts.Change;
        }

        var change = facts.Change.Events.OfType<T>().Single();
        var (supplier, customer, timeZone) = change is AgreementSigned signed
            ? (signed.Supplier, signed.Customer, signed.TimeZone)
            : (facts.Agreement!.Supplier, facts.Agreement.Customer, facts.Agreement.TimeZone);
        var head = new ProposalHead(
            command.Agreement, facts.Proposals?.NextNumber ?? 1, facts.Agreement?.TermsVersion ?? 0, told.By.Party, told.By.Is(supplier) ? customer : supplier,
            told.When, command.ExpiresOn is { } day ? Days.EndOf(day, timeZone) : null, facts.Agreement);
        var proposed = propose(head, change);
        var proposal = new Proposal { Content = (IProposal)proposed[0] };
        if (facts.Proposals?.Proposals.Find(p => p.State == ProposalState.Open && p.Subject == proposal.Subject) is { } open)
        {
            return Decision.Refuse(
                AgreementProblems.AlreadyProposed,
                $"{open.Content.By} has proposed {open.Subject} as proposal {open.Number}, which is open. "
                + (told.By.Is(open.Content.By) ? "Withdraw it with WithdrawProposal first."
                    : told.By.Is(open.Content.To) ? "Accept it with AcceptProposal, or reject it with RejectProposal first."
                    : "Choose another number for the agreement."));
        }

        if (facts.Proposals?.Proposals.Count(p => p.State == ProposalState.Open) >= OpenMax)
        {
            return Decision.Refuse(AgreementProblems.TooManyProposals, $"{OpenMax} proposals are open. Answer or withdraw some of them first.");
        }

        return head.ExpiresAt <= facts.Clock
            ? Decision.Refuse(AgreementProblems.ProposalExpired, $"The proposal would have expired at {head.ExpiresAt:u}. Choose a later day.")
            : Decision.Accept(proposed);
    }
}

/// <summary>What every proposal begins with.</summary>
/// <param name="Standing">The agreement as it stands; null where it is to be signed.</param>
public sealed record ProposalHead(
    string Agreement, int Number, int Version, string By, string To, DateTimeOffset At, DateTimeOffset? ExpiresAt, Agreement? Standing);
