namespace Ledger.Audit.Declarations;

public static class DeclarationLimits
{
    public static readonly Limit Correctives =
        new("corrective-events", DeclareErroneousValidator.CorrectivesMax, "events", "corrective events of a declaration", "refused", Problems.InvalidCommand);
}
