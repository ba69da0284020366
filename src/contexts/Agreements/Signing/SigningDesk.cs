using Ledger.Agreements.Agreements;
using Ledger.Agreements.ConfidentialTerms;
using Ledger.Agreements.Milestones;
using Ledger.Agreements.Proposals;

namespace Ledger.Agreements.Signing;

/// <summary>Puts a change of an agreement in force, or before the other party: as many signatures as the book asks for.</summary>
public sealed class SigningDesk(Deal deal, LedgerSession ledger, ICatalog catalog, CancellationToken ct)
{
    /// <summary>Does the change wait for the other party? A party that is both of an agreement's parties has signed for both.</summary>
    public async Task<bool> AwaitsOtherAsync(Decision change, Agreement? agreement)
    {
        var (supplier, customer) = change.Events.OfType<AgreementSigned>().FirstOrDefault() is { } signed
            ? (signed.Supplier, signed.Customer)
            : (agreement?.Supplier, agreement?.Customer);
        return change.IsAccepted && supplier != customer && await catalog.BookAsync(deal.Book, ct) is { BothSign: true };
    }

    /// <summary>Records what a command about an agreement comes to.</summary>
    /// <typeparam name="T">The fact that is in force with it.</typeparam>
    /// <param name="propose">Says of that fact what is proposed, where it waits for the other party.</param>
    public async Task<Answer> RecordAsync<T>(
        IChangesAgreement command, LedgerStream<Agreement> stream, Decision change, Func<ProposalHead, T, IReadOnlyList<IProposalFact>> propose,
        SealedTerms? terms = null)
        where T : IConsentedFact
    {
        if (await AwaitsOtherAsync(change, stream.State))
        {
            return await ProposeAsync(command, stream, change, propose, terms);
        }

        if (!change.IsAccepted)
        {
            // What is refused because it is recorded may have been recorded there: then it is answered with that.
            await deal.Open<AgreementProposals>(AgreementProposals.KeyOf(command.Agreement));
            return await stream.RecordAsync(change);
        }

        terms?.KeepIn(ledger, command.Agreement, change);
        var recording = await stream.RecordAsync(change);
        await WatchAsync(command.Agreement, stream.State, change, recording);
        return recording;
    }

    /// <summary>Sets the alarms of the due dates that are agreed with the change, if it is recorded.</summary>
    public Task WatchAsync(string agreement, Agreement? standing, Decision change, Recording recording) => recording.Refusal is not null
        ? Task.CompletedTask
        : DueDates.WatchAsync(
            agreement, change.Events.OfType<AgreementSigned>().FirstOrDefault()?.TimeZone ?? standing?.TimeZone, change, ledger, catalog, ct);

    private async Task<Answer> ProposeAsync<T>(
        IChangesAgreement command, LedgerStream<Agreement> stream, Decision change, Func<ProposalHead, T, IReadOnlyList<IProposalFact>> propose,
        SealedTerms? terms)
        where T : IConsentedFact
    {
        var (told, proposals) = (deal.Told(command), await deal.Open<AgreementProposals>(AgreementProposals.KeyOf(command.Agreement)));
        var expiry = new Expiry(ledger, catalog, ct);
        var decision = Proposing.Propose(command, new(proposals.State, stream.State, change, await expiry.ClockAsync(told)), told, propose);
        terms?.KeepIn(ledger, command.Agreement, decision);
        // The sender looked at the agreement: that is what it wants to change.
        var recording = await proposals.RecordAsync(decision, stream.At);
        await expiry.WatchAsync(decision, recording);
        return recording;
    }
}
