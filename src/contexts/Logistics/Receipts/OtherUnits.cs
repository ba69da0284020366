using FluentValidation;

namespace Ledger.Logistics.Receipts;

/// <summary>Units of another product than the batch's own that came with it.</summary>
public sealed record OtherUnits(string Product, IReadOnlyList<string> Serials);

public sealed class OtherUnitsValidator : AbstractValidator<OtherUnits>
{
    public const int ProductsMax = 200;

    public OtherUnitsValidator()
    {
        RuleFor(u => u.Product).ProductId();
        RuleFor(u => u.Serials).Serials();
        RuleForEach(u => u.Serials).Addressable();
    }
}
