namespace Ledger.Access.Sandbox;

/// <summary>What only an integrator meets who rehearses.</summary>
public static class SandboxProblems
{
    public static readonly ProblemCode Simulated = new(
        "simulated", 503, "The failure was requested, to rehearse an answer that is lost on its way.", Retryable.SameKey);
    public static readonly ProblemCode UnknownSimulation = new("unknown-simulation", 400, "No failure with this name can be simulated.");
    public static readonly ProblemCode SimulateOnlyInSandbox = new("simulate-only-in-sandbox", 400, "Failures can be simulated only in the sandbox.");
}
