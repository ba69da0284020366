using FluentValidation;
using Ledger.Agreements.Agreements;
using Ledger.Agreements.ConfidentialTerms;
using Ledger.Agreements.Proposals;

namespace Ledger.Agreements.Signing;

/// <summary>Rules that the lines and milestones of an agreement follow, whether they are signed or amended.</summary>
internal static class Terms
{
    public const int EntriesMax = 500;

    /// <summary>Metrics that a milestone may be agreed on; installed is a step of the integrator's work that no contract hangs on.</summary>
    public static readonly string[] MilestoneMetrics = [Metric.Shipped, Metric.Received, Metric.Accepted, Metric.Commissioned];

    public static IReadOnlyCollection<string> ProductsOf(IEnumerable<CommittedLine>? lines, IEnumerable<MilestoneTerms>? milestones) =>
    [
        .. (lines ?? []).SelectMany(l => (l.Weights ?? []).Select(w => (string?)w.Product).Append(l.Product)).Concat((milestones ?? []).Select(m => m.Product))
            .OfType<string>().Distinct(),
    ];

    /// <summary>The lines with each weight as it is written everywhere.</summary>
    public static IReadOnlyList<CommittedLine> Written(IReadOnlyList<CommittedLine>? lines) =>
    [
        .. (lines ?? []).Select(l => l.Weights is null
            ? l
            : l with { Weights = [.. l.Weights.Select(w => w with { Weight = Decimals.Write(Decimals.Parse(w.Weight)) })] }),
    ];

    /// <summary>Products of the agreement as it stands: a new milestone may count a family that they belong to.</summary>
    public static IEnumerable<string> ProductsOf(Agreement? agreement) =>
        (agreement?.Lines ?? []).Select(line => line.Product).Concat((agreement?.Milestones ?? []).Select(m => m.Product)).OfType<string>();

    /// <summary>Every product is registered, and some line can fulfil each milestone.</summary>
    /// <param name="all">The lines as they will stand.</param>
    /// <param name="standing">Codes of the milestones that were agreed before.</param>
    public static Refusal? Check(
        IReadOnlyList<CommittedLine> lines, IReadOnlyList<MilestoneTerms> milestones, IReadOnlyList<AgreementLine> all,
        IReadOnlyDictionary<string, ProductInfo> products, params IEnumerable<string> standing)
    {
        if (ProductsOf(lines, milestones).FirstOrDefault(p => !products.ContainsKey(p)) is { } unknown)
        {
            return new Refusal(Problems.UnknownProduct, $"Product {unknown} is not registered.");
        }

        if (lines.SelectMany(l => (l.Weights ?? []).Select(w => (Line: l, w.Product)))
            .FirstOrDefault(w => products[w.Product].Family != w.Line.Family) is { Product: { } foreign } strange)
        {
            return new Refusal(
                AgreementProblems.WrongProduct,
                $"Line {strange.Line.Line} is for {strange.Line.Family}, and {foreign} is {products[foreign].Family}. Leave its weight out, or let it "
                + "substitute another product with ApproveSubstitution.");
        }

        var added = milestones.Select(m => m.Milestone).Except(standing).ToList();
        if (added.FirstOrDefault(IsAlike) is { } alike)
        {
            return new Refusal(Problems.DiffersInCase, $"{alike} differs only in case from another milestone of the agreement. Choose another code.");
        }

        return milestones.FirstOrDefault(m => !all.Any(line => MilestoneCount.IsCovered(m, line, products))) is { } uncovered
            ? new Refusal(
                AgreementProblems.MilestoneNotCovered,
                $"Milestone {uncovered.Milestone} counts {uncovered.Product ?? uncovered.Family}, but no line commits to it. "
                + "Add a line that does, or have it count something else.")
            : milestones.Select(m => OutOfReach(m.Milestone, m.Quantity, MilestoneReach.Of(m.Product, m.Family, all, products)))
                .FirstOrDefault(refusal => refusal is not null);

        bool IsAlike(string code) => added.Concat(standing).Any(other => other != code && code.Equals(other, StringComparison.OrdinalIgnoreCase));
    }

    /// <param name="most">Units that can count toward it at most.</param>
    public static Refusal? OutOfReach(string milestone, long quantity, long most) => quantity <= most ? null : new Refusal(
        AgreementProblems.MilestoneOutOfReach,
        $"Milestone {milestone} needs {quantity} units, but the lines commit to {most} that count toward it. Lower it, or raise a line.");

    /// <summary>A confidential term is about a line that there is, or about the agreement.</summary>
    /// <param name="all">The lines as they will stand.</param>
    public static Refusal? Check(IReadOnlyList<ConfidentialTerm>? terms, IReadOnlyList<AgreementLine> all) =>
        terms?.FirstOrDefault(term => term.Line is { } line && all.All(l => l.Line != line)) is { Line: var unknown }
            ? new Refusal(AgreementProblems.UnknownLine, $"The agreement has no line {unknown}.")
            : null;
}

/// <summary>A command that sets terms of an agreement: it signs or amends one.</summary>
public interface ISetsTerms : IChangesAgreement
{
    IReadOnlyList<CommittedLine>? Lines { get; }

    IReadOnlyList<MilestoneTerms>? Milestones { get; }

    IReadOnlyList<ConfidentialTerm>? ConfidentialTerms { get; }
}

public abstract class TermsValidator<T> : ChangeValidator<T>
    where T : ISetsTerms
{
    protected TermsValidator(int linesMin, bool isNew = false)
        : base(isNew)
    {
        RuleFor(c => c.Lines).Count(linesMin, Terms.EntriesMax).Distinct(l => l.Line);
        RuleForEach(c => c.Lines).SetValidator(new CommittedLineValidator());
        RuleFor(c => c.Milestones).Count(0, Terms.EntriesMax).Distinct(m => m.Milestone);
        RuleForEach(c => c.Milestones).SetValidator(new MilestoneTermsValidator());
        RuleFor(c => c.ConfidentialTerms).Count(0, ConfidentialTermValidator.TermsMax).Distinct(t => t.Name);
        RuleForEach(c => c.ConfidentialTerms).SetValidator(new ConfidentialTermValidator());
    }
}

public sealed class CommittedLineValidator : AbstractValidator<CommittedLine>
{
    public CommittedLineValidator()
    {
        RuleFor(l => l.Line).LineNumber();
        RuleFor(l => l.Product).ProductId();
        RuleFor(l => l.Family).Family();
        RuleFor(l => l).Must(l => l.Product is null != l.Family is null)
            .WithErrorCode("product-or-family").WithMessage("Give either product or family, not both.");
        RuleFor(l => l).Must(l => l.Weights is null || l.Family is not null)
            .WithErrorCode("weights-without-family").WithMessage("Only a family line has weights.");
        RuleFor(l => l.Weights).Count(1, Terms.EntriesMax).Distinct(w => w.Product);
        RuleForEach(l => l.Weights).SetValidator(new ProductWeightValidator());
        RuleFor(l => l.Quantity).QuantityUnits();
        RuleFor(l => l.From).Date();
        RuleFor(l => l.Until).Date();
        RuleFor(l => l.Until).Must((line, until) => line.From <= until)
            .WithErrorCode("window-reversed").WithMessage("The delivery window must not end before it starts.");
    }
}

public sealed class ProductWeightValidator : AbstractValidator<ProductWeight>
{
    public ProductWeightValidator()
    {
        RuleFor(w => w.Product).ProductId();
        RuleFor(w => w.Weight).Ratio();
    }
}

public sealed class MilestoneTermsValidator : AbstractValidator<MilestoneTerms>
{
    public MilestoneTermsValidator()
    {
        RuleFor(m => m.Milestone).Number();
        RuleFor(m => m.Name).Text(200);
        RuleFor(m => m.Metric).OneOf(Terms.MilestoneMetrics);
        RuleFor(m => m.Product).ProductId();
        RuleFor(m => m.Family).Family();
        RuleFor(m => m).Must(m => m.Product is null != m.Family is null)
            .WithErrorCode("product-or-family").WithMessage("Give either product or family, not both.");
        RuleFor(m => m.Quantity).QuantityUnits();
        RuleFor(m => m.DueOn).Date();
    }
}
