using Ledger.Door.Refusals;

namespace Ledger.Door.Limits;

/// <summary>A request that met a limit in the middle of its way, before anything was done for it.</summary>
public sealed class TurnedAway(Problem problem) : Exception(problem.Detail)
{
    public Problem Problem { get; } = problem;
}
