using FluentValidation;
using Wolverine.Http;

namespace Ledger.Logistics.Inspections;

/// <summary>
/// Takes back what an inspection says about units that it accepted or rejected by mistake: they are as they were before it. Possible while nothing else has
/// happened to the units.
/// </summary>
/// <param name="Correction">The number of the document.</param>
/// <param name="Serials">The units that the inspection should not have named.</param>
[Allows(Roles.Customer)]
[Sample("""{"inspection":"I-1","correction":"IC-1","serials":["S1"],"reason":"wrong unit"}""")]
public sealed record CorrectInspection(
    string Inspection, [property: DocumentNumber] string Correction, IReadOnlyList<string> Serials, string Reason, DateTimeOffset? OccurredAt = null)
    : ICommand;

public sealed class CorrectInspectionValidator : CommandValidator<CorrectInspection>
{
    public CorrectInspectionValidator()
    {
        RuleFor(c => c.Inspection).DocumentName();
        RuleFor(c => c.Correction).Number();
        RuleFor(c => c.Serials).Serials();
        RuleFor(c => c.Reason).Text();
    }
}

/// <summary>What a correction is decided on.</summary>
/// <param name="MovedLast">In which streams the events are that moved the units last.</param>
public sealed record CorrectInspectionCase(Inspection? Inspection, InspectedUnits Units, IReadOnlyList<UnitsOfStream> MovedLast);

public static class CorrectInspectionEndpoint
{
    [WolverinePost("/books/{book}/units/correct-inspection")]
    public static async Task<Answer> Post(CorrectInspection command, Deal deal)
    {
        var stream = await deal.Open<Inspection>(Inspection.Key(command.Inspection));
        var product = stream.State?.Product ?? "";
        var (located, movedLast) = (deal.Locate(product, command.Serials), deal.LastStreams(product, command.Serials));
        var units = await InspectedUnits.OfAsync(deal, stream, await located);
        var isUsed = stream.State?.Corrections.Contains(command.Correction) is true;
        return await stream.RecordAsync(Decide(command, new(stream.State, units with { IsUsed = isUsed }, await movedLast), deal.Told(command)));
    }

    public static Decision Decide(CorrectInspection command, CorrectInspectionCase facts, Told told)
    {
        if (facts.Inspection is not { } inspection)
        {
            return Decision.Refuse(LogisticsProblems.UnknownInspection, $"Inspection {command.Inspection} does not exist in this book.");
        }

        if (facts.Units.Refuse(told.By, $"Correction {command.Correction}", inspection.Site, command.Serials, inspection.Condition) is { } refusal)
        {
            return refusal;
        }

        var own = facts.MovedLast.Where(units => units.Stream == Inspection.Key(command.Inspection)).SelectMany(units => units.Serials);
        if (command.Serials.Except(own.Where(inspection.Before.ContainsKey)).ToList() is { Count: > 0 } strange)
        {
            return Decision.Refuse(
                Problems.UnitNotThere,
                $"{strange.Count} of {command.Serials.Count} units were moved by something else since inspection {command.Inspection}, or not by it.", strange);
        }

        var named = command.Serials.ToHashSet(StringComparer.Ordinal);
        var movements = facts.Units.Located.Where(unit => named.Contains(unit.Serial)).GroupBy(unit => inspection.Before[unit.Serial])
            .OrderBy(units => units.Key, StringComparer.Ordinal).SelectMany(units => UnitMoves.To(units.Key, units));
        return Decision.Accept(new InspectionCorrected(command.Inspection, command.Correction, command.Reason, [.. movements], told.When));
    }
}
