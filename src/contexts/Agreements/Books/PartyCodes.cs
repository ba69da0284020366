using FluentValidation;

namespace Ledger.Agreements.Books;

internal static class PartyCodes
{
    /// <summary>The operator is no party of a book: who reads that <c>operator</c> recorded something takes it for the ledger's own operator.</summary>
    public static IRuleBuilderOptions<T, string?> PartyCode<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(party => !string.Equals(party, OperatorRoom.Party, StringComparison.OrdinalIgnoreCase))
            .WithErrorCode("reserved-code").WithMessage($"Must not be {OperatorRoom.Party}, in whatever case.");
}
