namespace Ledger.Deployment;

/// <summary>Why racks refuse.</summary>
public static class DeploymentProblems
{
    public static readonly ProblemCode UnknownModel = new("unknown-model", 404, "The rack model is not defined in this book.");
    public static readonly ProblemCode UnknownRack = new("unknown-rack", 404, "The rack is not planned in this book.");
    public static readonly ProblemCode UnknownOrder = Problems.UnknownOrder;
    public static readonly ProblemCode NoIntegrator = new("no-integrator", 409, "The party is no integrator.");
    public static readonly ProblemCode IntegratorNotAppointed =
        new("integrator-not-appointed", 403, "The integrator is not appointed for this site, or by the customer whose the units are.");
    public static readonly ProblemCode PartNotInModel = new("part-not-in-model", 409, "The rack's model has no part for this product.");
    public static readonly ProblemCode RackFull = new("rack-full", 409, "The rack has no free place for these units.");
    public static readonly ProblemCode RackIncomplete = new("rack-incomplete", 409, "The rack is incomplete: some parts of its model are not installed.");
    public static readonly ProblemCode RackNotPowered = new("rack-not-powered", 409, "The rack has not been powered on.");
    public static readonly ProblemCode RackNotTested = new("rack-not-tested", 409, "The rack has not passed a test since its last change.");
    public static readonly ProblemCode RackNotCommissioned = new("rack-not-commissioned", 409, "The rack is not commissioned yet.", Retryable.Yes);
    public static readonly ProblemCode RackInWrongState = new("rack-in-wrong-state", 409, "The rack's state does not allow this command.");
}
