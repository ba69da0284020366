using Ledger.Kernel;

namespace Ledger.Door.Refusals;

/// <summary>A request that met a limit in the middle of its way, before anything was done for it.</summary>
public sealed class TurnedAway(Problem problem) : Exception(problem.Detail)
{
    public Problem Problem { get; } = problem;

    public static Problem Overloaded => Problem.Of(Problems.Overloaded, "Nothing was recorded. Send the request again after the time in Retry-After.");
}
