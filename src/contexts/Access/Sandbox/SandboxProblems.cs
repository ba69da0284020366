namespace Ledger.Access.Sandbox;

/// <summary>What only an integrator meets who rehearses.</summary>
public static class SandboxProblems
{
    public static readonly ProblemCode Simulated = new("simulated", 503, "The answer was asked for: it stands for one that was lost on its way.", Retryable.SameKey);
    public static readonly ProblemCode UnknownSimulation = new("unknown-simulation", 400, "Nothing of this name can be simulated.");
    public static readonly ProblemCode SimulateOnlyInSandbox = new("simulate-only-in-sandbox", 400, "A live book simulates nothing.");
}
