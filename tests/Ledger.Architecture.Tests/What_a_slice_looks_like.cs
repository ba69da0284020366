using System.Reflection;
using System.Text.RegularExpressions;
using FluentValidation;
using Ledger.Contracts;
using Ledger.Kernel;
using Wolverine.Http;

namespace Ledger.Architecture.Tests;

public partial class What_a_slice_looks_like
{
    private static IEnumerable<Type> Types => Projects.Contexts.SelectMany(c => c.GetTypes());

    private static IEnumerable<Type> Commands => Types.Where(t => t.IsAssignableTo(typeof(ICommand)) && !t.IsAbstract);

    private static IEnumerable<Type> Facts => Types.Where(t => t.IsAssignableTo(typeof(IFact)) && !t.IsAbstract);

    private static IEnumerable<MethodInfo> Endpoints =>
        Types.SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Static)).Where(m => m.IsDefined(typeof(WolverinePostAttribute)));

    [Fact]
    public void A_decision_is_a_pure_static_function()
    {
        // Pure as far as a signature can tell: no clock, no session, no port, nothing awaited.
        var decisions = Types.SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(m => m.Name == "Decide").ToList();
        Assert.NotEmpty(decisions);
        Assert.All(decisions, decide =>
        {
            Assert.True(decide.IsStatic, $"{decide.DeclaringType} Decide is not static.");
            Assert.True(decide.ReturnType == typeof(Decision), $"{decide.DeclaringType} Decide returns {decide.ReturnType}.");
            Assert.DoesNotContain(decide.GetParameters(), p =>
                p.ParameterType == typeof(TimeProvider) || p.ParameterType == typeof(CancellationToken) || p.ParameterType.IsAssignableTo(typeof(Delegate))
                || (p.ParameterType.IsInterface && p.ParameterType.Namespace?.StartsWith("System", StringComparison.Ordinal) is not true));
        });
    }

    [Fact]
    public void Every_command_has_one_endpoint_and_a_validator()
    {
        Assert.NotEmpty(Commands);
        Assert.All(Commands, command =>
        {
            Assert.True(Endpoints.Count(e => e.GetParameters().Any(p => p.ParameterType == command)) == 1, $"{command.Name} has no endpoint of its own.");
            Assert.True(Types.Count(t => t.IsAssignableTo(typeof(IValidator<>).MakeGenericType(command))) == 1, $"{command.Name} has no validator.");
            Assert.True(command.IsSealed, $"{command.Name} is not sealed.");
        });
    }

    [Fact]
    public void Every_post_is_under_a_book() =>
        Assert.All(Endpoints, e => Assert.StartsWith("/books/{book}/", e.GetCustomAttribute<WolverinePostAttribute>()!.Template, StringComparison.Ordinal));

    [Fact]
    public void Command_names_are_unique_because_bulk_lines_go_by_them() =>
        Assert.Empty(Commands.GroupBy(c => c.Name).Where(g => g.Count() > 1).Select(g => g.Key));

    [Fact]
    public void Every_event_has_a_name_for_ever_in_its_own_context()
    {
        Assert.NotEmpty(Facts);
        Assert.All(Facts, fact =>
        {
            var name = fact.GetCustomAttribute<ContractNameAttribute>(false)?.Name;
            Assert.True(name is not null && ContractName().IsMatch(name), $"{fact} is called {name}.");
            Assert.StartsWith(fact.Assembly.GetName().Name!.Split('.')[1].ToLowerInvariant() + ".", name, StringComparison.Ordinal);
            Assert.True(fact.IsSealed, $"{fact} is not sealed.");
        });
    }

    [Fact]
    public void No_two_contracts_have_one_name()
    {
        var names = Projects.Contexts.Append(Projects.Contracts).SelectMany(a => a.GetTypes())
            .Select(t => t.GetCustomAttribute<ContractNameAttribute>(false)?.Name).OfType<string>();
        Assert.Empty(names.GroupBy(n => n).Where(g => g.Count() > 1).Select(g => g.Key));
    }

    [GeneratedRegex(@"^[a-z]+\.[a-z]+(-[a-z]+)*\.v[1-9][0-9]*\z")]
    private static partial Regex ContractName();
}
