namespace Ledger.Logistics.Batches;

/// <summary>Whoever registers a serial has it for good, so that nobody registers serials of what others make.</summary>
internal static class OwnProducts
{
    public static Refusal? Refuse(ProductMakers of, string product, Sender by) =>
        !of.IsOpen && Owner.Refuse(by, $"register units of {product}", [.. of.Makers, .. of.Resellers]) is { } foreign
            ? foreign with
            {
                Detail = $"{foreign.Detail} A supplier that sells what others make is appointed by {string.Join(" or ", of.Makers)} or the operator "
                    + "with AppointReseller.",
            }
            : null;
}
