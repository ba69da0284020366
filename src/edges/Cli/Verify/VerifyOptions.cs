using System.CommandLine;
using Ledger.Cli.Export;
using Ledger.Cli.Shared;

namespace Ledger.Cli.Verify;

/// <param name="Bundle">Null when it is to be fetched.</param>
internal sealed record VerifyAsked(
    FileInfo? Bundle, FileInfo Policy, FileInfo? Since, long? Upto, TimeSpan Skew, TimeSpan SealBound, TimeSpan? MaxAge, int Sample, string Nonce, bool IsJson);

/// <summary>What can be said to <c>ledger verify</c>.</summary>
internal sealed class VerifyOptions
{
    private static readonly TimeSpan OnlineAgeMax = TimeSpan.FromMinutes(15);

    private readonly Argument<FileInfo?> _bundle = new("BUNDLE")
    {
        Description = "File of 'ledger export' or of 'ledger trace --proof'.",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Option<FileInfo> _policy = new("--policy") { Description = "Your own copy of the book's policy.", Required = true };
    private readonly Option<FileInfo?> _since = new("--since")
    {
        Description = "Checkpoint that you kept from an earlier check: proves that nothing before it has changed.",
    };
    private readonly Option<long?> _upto = ExportVerb.Upto();
    private readonly Option<bool> _online = new("--online")
    {
        Description = "Download a fresh export, verify it, and compare it with the log that the ledger serves.",
    };
    private readonly Option<int> _skew = Seconds(
        "--clock-skew", 300, "Seconds by which the clocks of the witnesses and the ledger may differ, including the wait for a leaf.");
    private readonly Option<int> _bound = Seconds("--seal-bound", 600, "Most seconds that a row may have no leaf, whatever the bundle says.");
    private readonly Option<int?> _age = new("--max-age")
    {
        Description = "Most seconds since the head was cosigned. Default: 900 with --online, else no limit.",
    };
    private readonly Option<int> _sample = new("--sample")
    {
        Description = "Print this many random leaves with their entries; the nonce and the root choose them.",
    };
    private readonly Option<string> _nonce = new("--nonce")
    {
        Description = "Text that chooses the sample. Pick it after the bundle was made.",
        DefaultValueFactory = _ => "",
    };
    private readonly Option<bool> _json = CommonOptions.Json();

    public VerifyOptions()
    {
        _policy.AcceptExistingOnly();
        ((Option)_since).Validators.Add(result => MustExist(result, result.Tokens));
        _sample.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > 100_000)
            {
                result.AddError("--sample must be 0 to 100000.");
            }
        });
    }

    public void AddTo(Command verb)
    {
        verb.Arguments.Add(_bundle);
        Array.ForEach([_policy, _since, _upto, _online, _skew, _bound, _age, _sample, _nonce, (Option)_json], verb.Options.Add);
        verb.Validators.Add(result =>
        {
            var (bundle, online, sample) = (result.GetValue(_bundle), result.GetValue(_online), result.GetValue(_sample));
            if ((bundle is null) == !online)
            {
                result.AddError("Give either a BUNDLE or --online.");
            }

            if (sample > 0 && string.IsNullOrEmpty(result.GetValue(_nonce)))
            {
                result.AddError("--sample needs --nonce; otherwise the operator could know which leaves you will look at.");
            }
        });
    }

    public VerifyAsked Read(ParseResult arguments) => new(
        arguments.GetValue(_bundle), arguments.GetValue(_policy)!, arguments.GetValue(_since), arguments.GetValue(_upto),
        TimeSpan.FromSeconds(arguments.GetValue(_skew)),
        TimeSpan.FromSeconds(arguments.GetValue(_bound)),
        arguments.GetValue(_age) is { } age ? TimeSpan.FromSeconds(age) : arguments.GetValue(_online) ? OnlineAgeMax : null,
        arguments.GetValue(_sample), arguments.GetValue(_nonce)!, arguments.GetValue(_json));

    private static Option<int> Seconds(string name, int usual, string means)
    {
        var option = new Option<int>(name) { Description = means, DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > 7 * 24 * 3600)
            {
                result.AddError($"{name} must be 0 to {7 * 24 * 3600} seconds.");
            }
        });
        return option;
    }

    private static void MustExist(System.CommandLine.Parsing.OptionResult result, IReadOnlyList<System.CommandLine.Parsing.Token> tokens)
    {
        if (tokens.Count > 0 && !File.Exists(tokens[0].Value))
        {
            result.AddError($"File does not exist: '{tokens[0].Value}'.");
        }
    }
}
