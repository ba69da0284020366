namespace Ledger.Sealing.Canonical;

/// <summary>A text that has no canonical form: it could not be sealed, so it must not be recorded.</summary>
/// <param name="pointer">Where in the text (RFC 6901); empty for the text as a whole.</param>
public sealed class NotCanonicalException(string reason, string pointer) : FormatException(pointer.Length == 0 ? reason : $"{pointer}: {reason}")
{
    public string Reason { get; } = reason;

    public string Pointer { get; } = pointer;
}
