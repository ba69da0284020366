using System.Collections;
using System.Reflection;
using System.Text.Json;
using FluentValidation;
using FluentValidation.Validators;
using Ledger.Door.Docs;
using Ledger.Kernel;

namespace Ledger.Architecture.Tests.Reference;

/// <summary>The members of a command's body: from its record, the limits from its validator, the meaning from its documentation comment.</summary>
internal static class CommandFields
{
    private static readonly XmlDocs Docs = new();
    private static readonly NullabilityInfoContext Nullability = new();

    public static IEnumerable<string> RowsOf(Type type, string path = "", ILookup<string, string>? outer = null)
    {
        var limits = LimitsOf(type);
        foreach (
            var parameter in type.GetConstructors().Single(c => c.GetParameters() is not [{ } only] || only.ParameterType != type).GetParameters()
            .Where(p => p.Name != "OccurredAt"))
        {
            var name = path + JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);
            var (item, isList) = ItemOf(parameter.ParameterType);
            var isOptional = parameter.HasDefaultValue || Nullability.Create(parameter).ReadState == NullabilityState.Nullable;
            var limit = string.Join(" ", limits[parameter.Name!].Concat(outer?[parameter.Name!] ?? []).Distinct());
            yield return $"| `{name}` | {(isList ? $"list of {NameOf(item)}" : NameOf(item))} | {(isOptional ? "" : "yes")} | {limit} | "
                + $"{Docs.Of(type.GetProperty(parameter.Name!)!)} |";
            if (IsObject(item))
            {
                var inner = limits.Where(l => l.Key.StartsWith(parameter.Name + ".", StringComparison.Ordinal))
                    .SelectMany(l => l, (l, text) => (Name: l.Key[(parameter.Name!.Length + 1)..], text));
                foreach (var row in RowsOf(item, name + (isList ? "[]." : "."), inner.ToLookup(l => l.Name, l => l.text)))
                {
                    yield return row;
                }
            }
        }

        foreach (var limit in limits[""])
        {
            yield return $"| `{(path.Length == 0 ? "body" : path.TrimEnd('.'))}` | | | {limit} | |";
        }
    }

    private static ILookup<string, string> LimitsOf(Type type)
    {
        var validator = type.Assembly.GetTypes().SingleOrDefault(t => t.IsAssignableTo(typeof(IValidator<>).MakeGenericType(type)));
        var rules = validator is null ? [] : (IEnumerable<IValidationRule>)Activator.CreateInstance(validator)!;
        return rules.SelectMany(
            rule => rule.Components.Where(c => c.Validator is not IChildValidatorAdaptor), (rule, component) => (rule.PropertyName ?? "", TextOf(component)))
            .ToLookup(l => l.Item1, l => l.Item2);
    }

    /// <summary>Only the rule about serials words its messages case by case.</summary>
    private static string TextOf(FluentValidation.Internal.IRuleComponent component) =>
        component.Validator.Name == "CustomValidator" ? $"At most {Rules.SerialsMax} serials, each of 1 to 32 letters, digits or GS1 punctuation, none twice."
            : component.GetUnformattedErrorMessage();

    private static (Type Item, bool IsList) ItemOf(Type type) => type != typeof(string) && type.IsGenericType && type.IsAssignableTo(typeof(IEnumerable))
        ? (type.GetGenericArguments()[0], true)
        : (Nullable.GetUnderlyingType(type) ?? type, false);

    private static bool IsObject(Type type) => type is { IsClass: true } && type != typeof(string);

    private static string NameOf(Type type) => type switch
    {
        { IsEnum: true } => string.Join(", ", Enum.GetNames(type).Select(n => $"`{JsonNamingPolicy.CamelCase.ConvertName(n)}`")),
        _ when type == typeof(DateOnly) => "date",
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(int) || type == typeof(long) => "integer",
        _ when IsObject(type) => "object",
        _ => "string",
    };
}
