using FluentValidation;
using Wolverine.Http;

namespace Ledger.Audit.Declarations;

/// <summary>Declares that a recorded event was wrong. The event is not changed: later events correct it, and the declaration refers to them.</summary>
/// <param name="Event">The id of the wrong event, as in the address.</param>
/// <param name="Reason">The reason: <c>did-not-occur</c>, or <c>incorrect-data</c> when it happened differently.</param>
/// <param name="CorrectiveEvents">The ids of later events that correct it; required for <c>incorrect-data</c>, and when the event moved units.</param>
[Allows(RoleSets.Senders)]
[Sample("""{"event":"0199d5a0-0000-7000-8000-000000000001","reason":"did-not-occur","note":"The truck never left."}""")]
public sealed record DeclareErroneous(
    [property: DocumentNumber(IsPartOfSeries = true, IsShared = true)] Guid Event, string Reason, IReadOnlyList<Guid>? CorrectiveEvents = null,
    string? Note = null, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class DeclareErroneousValidator : CommandValidator<DeclareErroneous>
{
    /// <summary>As many as it takes to empty the largest racks unit by unit.</summary>
    public const int CorrectivesMax = 200;

    public DeclareErroneousValidator()
    {
        RuleFor(c => c.Reason).OneOf(ErrorReason.DidNotOccur, ErrorReason.IncorrectData);
        RuleFor(c => c.CorrectiveEvents).Count(0, CorrectivesMax).Distinct(id => id);
        RuleFor(c => c.CorrectiveEvents).Must((command, ids) => command.Reason != ErrorReason.IncorrectData || ids is { Count: > 0 })
            .WithErrorCode("count-out-of-range").WithMessage("incorrect-data needs at least one corrective event.");
        RuleFor(c => c.Note).Text();
    }
}

/// <summary>What a declaration is decided on.</summary>
/// <param name="Declaration">What was declared about the event before.</param>
/// <param name="Rule">What the event's context says of its kind; null where nobody says anything.</param>
/// <param name="IsOperators">The operator sends it, who may declare what any party recorded.</param>
public sealed record DeclareErroneousCase(Declaration? Declaration, FoundFacts Found, DeclarationRule? Rule, bool IsOperators);

public static class DeclareErroneousEndpoint
{
    [WolverinePost("/books/{book}/events/{event}/declarations")]
    public static async Task<Answer> Post(
        DeclareErroneous command, Deal deal, LedgerSession ledger, RecordedFacts recorded, DeclarationRules rules, CancellationToken ct)
    {
        var stream = await deal.Open<Declaration>(Declaration.KeyOf(command.Event));
        var found = await recorded.FindAsync(deal.Book, command, ledger.Caller, ct);
        var facts = new DeclareErroneousCase(stream.State, found, rules.Of(found.Case?.Wrong), ledger.Caller?.Is(Roles.Operator) is true);
        var decision = Decide(command, facts, deal.Told(command));
        if (decision.IsAccepted)
        {
            // What was looked at must still be so at the commit: another fact may be about to rest on the event, or a corrective one about to be declared.
            Guid[] correctives = [.. command.CorrectiveEvents ?? []];
            ledger.Guard(DeclarationSchema.Expect, deal.Book, found.Case!.Wrong.Stream, found.Case.Stream[^1].Version, correctives);
        }

        return await stream.RecordAsync(decision);
    }

    public static Decision Decide(DeclareErroneous command, DeclareErroneousCase facts, Told told)
    {
        var (declaration, found, rule, isOperators) = facts;
        if (found.Case is not { Wrong: var wrong } @case)
        {
            return Decision.Refuse(DeclarationProblems.UnknownEvent, $"Event {command.Event} does not exist in this book.");
        }

        // What no party recorded is left to the operator.
        if (!isOperators && Owner.Refuse(told.By, $"declare event {wrong.Id} erroneous", wrong.By ?? OperatorRoom.Party) is { } foreign)
        {
            return foreign;
        }

        if (rule is null)
        {
            return Decision.Refuse(DeclarationProblems.NotDeclarable, $"{wrong.Type} is not a fact of the deal, and cannot be declared erroneous.");
        }

        if (declaration is not null)
        {
            return Decision.Refuse(DeclarationProblems.AlreadyDeclared, $"Event {wrong.Id} is already declared erroneous.");
        }

        return (CorrectiveProblem(@case, found) ?? Problem(@case, rule, found.Elsewhere)) is { } refusal
            ? refusal
            : Decision.Accept(new EventDeclaredErroneous(
                wrong.Id, wrong.Type, wrong.Stream, wrong.Version, wrong.Position, command.Reason, [.. @case.Correctives.Select(fact => fact.Id)], command.Note,
                told.When));
    }

    private static Refusal? CorrectiveProblem(DeclarationCase @case, FoundFacts found)
    {
        if (found.Unknown is [var unknown, ..])
        {
            return new(DeclarationProblems.UnknownCorrectiveEvent, $"Event {unknown} does not exist in this book.");
        }

        if (@case.Correctives.FirstOrDefault(fact => fact.Position <= @case.Wrong.Position) is { } early)
        {
            return new(
                DeclarationProblems.CorrectiveNotLater,
                $"{early.Type} {early.Id} was recorded at position {early.Position}, before the wrong event at position {@case.Wrong.Position}. "
                + "Name a later event.");
        }

        return @case.Correctives.FirstOrDefault(fact => found.Declared.Contains(fact.Id)) is { } declared
            ? new(DeclarationProblems.CorrectiveDeclared, $"{declared.Type} {declared.Id} is itself declared erroneous. Name another event.")
            : null;
    }

    private static Refusal? Problem(DeclarationCase @case, DeclarationRule rule, string? elsewhere)
    {
        if (rule.Judge is null)
        {
            return new(DeclarationProblems.NotDeclarable, rule.Instead);
        }

        if (MovedBack.Missing(@case.Wrong, @case.Correctives) is [_, ..] away)
        {
            return new(DeclarationProblems.NotMovedBack, $"{away.Count} units are not back where they were before the event. {rule.Instead}", away);
        }

        return (elsewhere ?? rule.Judge(@case)) is { } resting ? new(DeclarationProblems.FactsRestOnIt, $"{resting} {rule.Instead}") : null;
    }
}
