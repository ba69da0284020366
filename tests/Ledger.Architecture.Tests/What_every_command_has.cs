using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using FluentValidation;
using Ledger.Architecture.Tests.Reference;
using Ledger.Contracts;
using Ledger.Kernel;
using Wolverine.Http;

namespace Ledger.Architecture.Tests;

/// <summary>What whoever adds a command must not forget. Method: the command's own attributes and code, and the text of the tests.</summary>
public partial class What_every_command_has
{
    private static readonly Dictionary<string, Type> Known = Projects.Contexts.SelectMany(context => context.GetTypes())
        .Where(type => type.IsAssignableTo(typeof(ICommand)) && !type.IsAbstract).ToDictionary(type => type.Name);

    private static readonly string Decisions = TextOf("tests/Ledger.Decisions.Tests");
    private static readonly string Requests = TextOf("tests/Ledger.Http.Tests");

    public static TheoryData<string> Commands => [.. Known.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Roles_that_may_send_it(string command) =>
        Assert.NotEqual(Roles.None, Known[command].GetCustomAttribute<AllowsAttribute>()?.Roles ?? Roles.None);

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_sample_that_passes_every_field_rule(string command)
    {
        var sample = Known[command].GetCustomAttribute<SampleAttribute>();
        Assert.True(sample is not null, $"{command} has no [Sample].");
        var read = JsonSerializer.Deserialize(sample.Body, Known[command], JsonEdge.Options)!;
        var rules = Known[command].Assembly.GetTypes().Single(type => type.IsAssignableTo(typeof(IValidator<>).MakeGenericType(Known[command])));
        Assert.Empty(((IValidator)Activator.CreateInstance(rules)!).Validate(new ValidationContext<object>(read)).Errors);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void An_owner_whose_case_is_tested_or_a_reason_why_it_is_nobody_s_own(string command)
    {
        var reason = Known[command].GetCustomAttribute<NobodysOwnAttribute>()?.Because;
        var isTested = Regex.IsMatch(Decisions, $"\\[\"{command}\"\\]\\s+=\\s+\\(\\[");
        Assert.True(
            reason is null == isTested, $"{command} has {(isTested ? "both" : "neither")} a case in Whose_it_is {(isTested ? "and" : "nor")} [NobodysOwn].");
        Assert.True(reason is null || reason.EndsWith('.'), $"{command}: [NobodysOwn] says why in a sentence.");
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_decision_that_is_tested(string command)
    {
        var decide = EndpointOf(command).DeclaringType!.GetMethods(BindingFlags.Public | BindingFlags.Static).Where(method => method.Name == "Decide").ToList();
        Assert.True(decide.Count > 0, $"{command} decides nothing.");
        Assert.Contains($"{EndpointOf(command).DeclaringType!.Name}.Decide(", Decisions, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_request_that_is_tested(string command)
    {
        var address = EndpointOf(command).GetCustomAttribute<WolverinePostAttribute>()!.Template["/books/{book}/".Length..];
        var written = Parameter().Replace(Regex.Escape(address).Replace("\\{", "{"), @"[^""\s]+");
        Assert.True(Regex.IsMatch(Requests, $"[\"/]{written}\""), $"No test of Ledger.Http.Tests posts to {address}.");
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Codes_of_its_own_each_of_which_a_test_names(string command)
    {
        var codes = CodeReader.UsedBy(EndpointOf(command).DeclaringType!).OfType<FieldInfo>().Where(field => field.FieldType == typeof(ProblemCode)).ToList();
        Assert.All(codes, code => Assert.True(
            Names(Decisions, code) || Names(Requests, code), $"No test names {code.DeclaringType!.Name}.{code.Name}, with which {command} can be refused."));
    }

    [Fact]
    public void A_decision_on_what_was_sent_the_facts_and_who_told_it() => Assert.All(
        Known.Keys.Select(command => (command, EndpointOf(command).DeclaringType!.GetMethod("Decide")!)),
        pair => Assert.Equal((Known[pair.command], typeof(Told), 3), Ends(pair.Item2)));

    private static (Type First, Type Last, int Count) Ends(MethodInfo decide) =>
        (decide.GetParameters()[0].ParameterType, decide.GetParameters()[^1].ParameterType, decide.GetParameters().Length);

    private static bool Names(string tests, FieldInfo code) =>
        tests.Contains($"Problems.{code.Name}", StringComparison.Ordinal)
            || tests.Contains($"\"{((ProblemCode)code.GetValue(null)!).Code}\"", StringComparison.Ordinal);

    private static MethodInfo EndpointOf(string command) => Known[command].Assembly.GetTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
        .Single(method => method.IsDefined(typeof(WolverinePostAttribute)) && method.GetParameters()[0].ParameterType == Known[command]);

    private static string TextOf(string folder) => string.Concat(Projects.SourceFiles(folder).Select(file => File.ReadAllText(file.FullName)));

    [GeneratedRegex(@"\{[a-z]+\}")]
    private static partial Regex Parameter();
}
