using Ledger.Contracts;
using Ledger.Contracts.Ports;
using Marten;

namespace Ledger.Store.Identities;

/// <summary>
/// Says whose documents of a kind are, besides the party that gave their number: where several parties have given one number, a sender means its own. Asked
/// only then.
/// </summary>
public interface IWhoseDocuments
{
    /// <summary>What such documents are called in the members that name them: <c>batch</c>.</summary>
    string Kind { get; }

    /// <param name="identity">The document's identity.</param>
    Task<IReadOnlyList<string?>> PartiesAsync(IQuerySession session, string identity, CancellationToken ct);

    /// <summary>
    /// Whose the document will be that a command gives a number to, where several parties have one document: it has one number, whichever of them gives it.
    /// </summary>
    IReadOnlyList<string> PartiesOf(ICommand command) => [];

    /// <summary>Who may give the document's number for it again, as <see cref="PartiesOf"/> has them.</summary>
    Task<IReadOnlyList<string?>> GiversAsync(IQuerySession session, string identity, CancellationToken ct) => PartiesAsync(session, identity, ct);

    /// <summary>Keys of the streams that commands about the document are recorded in.</summary>
    IReadOnlyList<string> StreamsOf(string identity) => [$"{Kind}/{identity}"];
}

public static class QuestionsOfSessions
{
    /// <summary>Asks a port outside a command's decision.</summary>
    public static async Task<T> AskAsync<T>(this IQuerySession session, Func<IQuestions, Task<T>> ask, CancellationToken ct)
    {
        var questions = new Questions(session);
        var answer = ask(questions);
        await questions.SendAsync(ct);
        return await answer;
    }

    /// <summary>The supplier and the customer of each of some agreement lines.</summary>
    public static async Task<IReadOnlyList<string?>> PartiesOfLinesAsync(
        this IQuerySession session, IAgreements agreements, IEnumerable<string?> lines, CancellationToken ct)
    {
        var parties = new List<string?>();
        foreach (var agreement in lines.OfType<string>().Select(AgreementLineKey.AgreementOf).Distinct())
        {
            var between = await session.AskAsync(questions => agreements.PartiesAsync(questions, agreement), ct);
            parties.AddRange([between?.Supplier, between?.Customer]);
        }

        return parties;
    }
}
