using System.Text.RegularExpressions;
using FluentValidation;
using Ledger.Contracts;

namespace Ledger.Kernel;

/// <summary>Field rules that commands share. Every command's validator derives from this, so that its time is checked too.</summary>
public abstract class CommandValidator<T> : AbstractValidator<T>
    where T : ICommand
{
    protected CommandValidator()
    {
        RuleFor(c => c.OccurredAt)
            .Must(at => at is null || (at.Value.Year >= 2000 && at.Value.Year < 2100))
            .WithErrorCode("date-out-of-range").WithMessage("Must be a time between 2000 and 2100.");
    }
}

public static partial class Rules
{
    public const int SerialsMax = 10_000;
    public const long QuantityUnitsMax = 100_000_000;
    public const int TextLengthMax = 500;

    public static bool IsBookCode(string code) => BookPattern().IsMatch(code);

    /// <summary>A number or code that partners choose: order, batch, rack, site, party, document.</summary>
    public static IRuleBuilderOptions<T, string?> Number<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Like(NumberPattern(), "1 to 64 of A-Z, a-z, 0-9, ., _ and -, starting with a letter or digit");

    /// <summary>Names a document by its number, or as <c>PARTY:NUMBER</c> by the party that gave the number too.</summary>
    public static IRuleBuilderOptions<T, string?> DocumentName<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Like(DocumentPattern(), "a number, or PARTY:NUMBER with the party that gave it");

    public static IRuleBuilderOptions<T, string?> ProductId<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Like(ProductPattern(), "a product id, manufacturer:part-number");

    public static IRuleBuilderOptions<T, string?> Family<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Like(FamilyPattern(), "1 to 32 characters from a-z, 0-9 and -, starting with a letter");

    /// <summary>GS1 application identifier 21 allows 82 characters; 32 of them is longer than the 20 of an SGTIN because real part labels are.</summary>
    public static IRuleBuilderOptions<T, string?> Serial<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Like(SerialPattern(), "1 to 32 letters, digits or GS1 punctuation");

    public static IRuleBuilderOptions<T, string?> Text<T>(this IRuleBuilder<T, string?> rule, int lengthMax = TextLengthMax) =>
        rule.Must(text => text is null || (text.Length <= lengthMax && !string.IsNullOrWhiteSpace(text)))
            .WithErrorCode("bad-text").WithMessage($"Must be 1 to {lengthMax} characters long.");

    public static IRuleBuilderOptions<T, string?> OneOf<T>(this IRuleBuilder<T, string?> rule, params string[] values) =>
        rule.Must(value => value is null || values.Contains(value)).WithErrorCode("not-one-of").WithMessage($"Must be one of {string.Join(", ", values)}.");

    public static IRuleBuilderOptions<T, long> QuantityUnits<T>(this IRuleBuilder<T, long> rule) =>
        rule.InclusiveBetween(1, QuantityUnitsMax).WithErrorCode("quantity-out-of-range").WithMessage($"Must be 1 to {QuantityUnitsMax} units.");

    public static IRuleBuilderOptions<T, int?> Days<T>(this IRuleBuilder<T, int?> rule) =>
        rule.Must(days => days is null or (>= 0 and <= 36_500)).WithErrorCode("days-out-of-range").WithMessage("Must be 0 to 36500 days.");

    public static IRuleBuilderOptions<T, int> LineNumber<T>(this IRuleBuilder<T, int> rule) =>
        rule.InclusiveBetween(1, 9999).WithErrorCode("line-out-of-range").WithMessage("Must be a line number from 1 to 9999.");

    public static IRuleBuilderOptions<T, int> ProposalNumber<T>(this IRuleBuilder<T, int> rule) =>
        rule.GreaterThan(0).WithErrorCode("out-of-range").WithMessage("Must be the number of a proposal, from 1.");

    public static IRuleBuilderOptions<T, DateOnly> Date<T>(this IRuleBuilder<T, DateOnly> rule) =>
        rule.Must(d => d.Year is >= 2000 and < 2100).WithErrorCode("date-out-of-range").WithMessage("Must be a date between 2000 and 2100.");

    public static IRuleBuilderOptions<T, DateOnly?> Date<T>(this IRuleBuilder<T, DateOnly?> rule) =>
        rule.Must(d => d is null or { Year: >= 2000 and < 2100 }).WithErrorCode("date-out-of-range").WithMessage("Must be a date between 2000 and 2100.");

    public static IRuleBuilderOptions<T, IReadOnlyList<TItem>?> Count<T, TItem>(this IRuleBuilder<T, IReadOnlyList<TItem>?> rule, int min, int max) =>
        rule.Must(list => list is null || (list.Count >= min && list.Count <= max))
            .WithErrorCode("count-out-of-range").WithMessage($"Must have {min} to {max} entries.");

    /// <summary>Each entry has a key that no other has: line numbers, milestone names.</summary>
    public static IRuleBuilderOptions<T, IReadOnlyList<TItem>?> Distinct<T, TItem, TKey>(
        this IRuleBuilder<T, IReadOnlyList<TItem>?> rule, Func<TItem, TKey> key) =>
            rule.Must(list => list is null || list.Select(key).Distinct().Count() == list.Count).WithErrorCode("duplicate")
            .WithMessage("No two entries may have the same key.");

    /// <summary>1 to 10,000 serials, each well formed and there once. The first bad ones are named by pointer.</summary>
    public static IRuleBuilderOptionsConditions<T, IReadOnlyList<string>?> Serials<T>(
        this IRuleBuilder<T, IReadOnlyList<string>?> rule, bool mayBeEmpty = false) =>
            rule.Custom((serials, context) =>
            {
                if (serials is null)
                {
                    return;
                }

                if (serials.Count > SerialsMax || (serials.Count == 0 && !mayBeEmpty))
                {
                    context.AddFailure(Failure(context.PropertyPath, "count-out-of-range", $"Must have 1 to {SerialsMax} serials; {serials.Count} were sent."));
                    return;
                }

                var seen = new HashSet<string>(serials.Count, StringComparer.Ordinal);
                var named = 0;
                for (var i = 0; i < serials.Count && named < OffendingSerials.NamedMax; i++)
                {
                    if (serials[i] is null || !SerialPattern().IsMatch(serials[i]))
                    {
                        context.AddFailure(Failure($"{context.PropertyPath}[{i}]", "bad-serial", "Must be 1 to 32 letters, digits or GS1 punctuation."));
                        named++;
                    }
                    else if (!seen.Add(serials[i]))
                    {
                        context.AddFailure(Failure($"{context.PropertyPath}[{i}]", "duplicate-serial", $"Serial {serials[i]} is in the list twice."));
                        named++;
                    }
                }
            });

    /// <summary>No address can hold <c>.</c> or <c>..</c>: they are taken out on the way. Units that have such a serial already can still be moved.</summary>
    public static IRuleBuilderOptions<T, string> Addressable<T>(this IRuleBuilder<T, string> rule) =>
        rule.Must(serial => serial is not ("." or "..")).WithErrorCode("serial-of-dots").WithMessage("Must not be . or .., which no address can hold.");

    private static FluentValidation.Results.ValidationFailure Failure(string path, string code, string message) => new(path, message) { ErrorCode = code };

    private static IRuleBuilderOptions<T, string?> Like<T>(this IRuleBuilder<T, string?> rule, Regex pattern, string expected) =>
        rule.Must(value => value is null || pattern.IsMatch(value)).WithErrorCode("bad-format").WithMessage($"Must be {expected}.");

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{1,62}\z")]
    private static partial Regex BookPattern();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z")]
    private static partial Regex NumberPattern();

    [GeneratedRegex(@"^([A-Za-z0-9][A-Za-z0-9._-]{0,63}:)?[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z")]
    private static partial Regex DocumentPattern();

    [GeneratedRegex(@"^[a-z0-9-]{1,32}:[A-Za-z0-9._-]{1,64}\z")]
    private static partial Regex ProductPattern();

    [GeneratedRegex(@"^[a-z][a-z0-9-]{0,31}\z")]
    private static partial Regex FamilyPattern();

    [GeneratedRegex("""^[A-Za-z0-9!"%&'()*+,\-./:;<=>?_]{1,32}\z""")]
    private static partial Regex SerialPattern();
}
