using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ledger.Contracts;
using Ledger.Kernel;
using Wolverine.Http;

namespace Ledger.Architecture.Tests.Reference.Client;

/// <summary>What crosses the HTTP edge: the commands, what reads answer with, and every type that these are made of.</summary>
internal sealed class WireTypes
{
    /// <summary>The client has a type of its own for it, of the same name.</summary>
    private static readonly Type[] HandWritten = [typeof(Fraction)];

    private readonly Dictionary<Type, (Assembly Room, bool ForCommand)> _found = [];

    public WireTypes()
    {
        foreach (var context in Projects.Contexts)
        {
            Array.ForEach([.. Commands(context)], command => Add(command, context, true));
        }

        foreach (var read in Read.All())
        {
            Add(read.Item, read.Room, false);
        }

        var doubles = _found.Keys.GroupBy(type => type.Name).Where(group => group.Count() > 1).Select(group => string.Join(" and ", group));
        Assert.True(!doubles.Any(), $"A partner sees one namespace, so no two types on the wire may have one name: {string.Join("; ", doubles)}.");
    }

    public IEnumerable<Type> All => _found.Keys.OrderBy(type => type.Name, StringComparer.Ordinal);

    public IEnumerable<Assembly> Rooms => _found.Values.Select(place => place.Room).Distinct().OrderBy(room => room.GetName().Name, StringComparer.Ordinal);

    public IEnumerable<Type> Of(Assembly room, bool forCommands) =>
        _found.Where(pair => pair.Value == (room, forCommands)).Select(pair => pair.Key).OrderBy(type => !type.IsAssignableTo(typeof(ICommand)))
            .ThenBy(type => type.Name, StringComparer.Ordinal);

    public static IEnumerable<Type> Commands(Assembly context) =>
        context.GetTypes().Where(type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(ICommand)));

    /// <summary>Address of a command below the book.</summary>
    public static string PathOf(Type command) => command.Assembly.GetTypes().SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
        .Single(method => method.IsDefined(typeof(WolverinePostAttribute)) && method.GetParameters().Any(parameter => parameter.ParameterType == command))
        .GetCustomAttribute<WolverinePostAttribute>()!.Template["/books/{book}/".Length..];

    public static IEnumerable<JsonPropertyInfo> MembersOf(Type type) =>
        JsonEdge.Options.GetTypeInfo(type).Properties.Where(property => property.Get is not null);

    /// <summary>The type that stands in a list, or for itself.</summary>
    public static Type ItemOf(Type type) => type switch
    {
        _ when Nullable.GetUnderlyingType(type) is { } value => value,
        { IsArray: true } => type.GetElementType()!,
        _ when type != typeof(string) && type.IsGenericType && type.IsAssignableTo(typeof(IEnumerable)) => type.GetGenericArguments()[^1],
        _ => type,
    };

    private void Add(Type type, Assembly room, bool forCommand)
    {
        var item = ItemOf(type);
        if (item != type)
        {
            Add(item, room, forCommand);
        }
        else if (IsOurs(type) && _found.TryAdd(type, (room, forCommand)) && !type.IsEnum)
        {
            foreach (var member in MembersOf(type))
            {
                Add(member.PropertyType, room, forCommand);
            }
        }
    }

    private static bool IsOurs(Type type) => type.Assembly.GetName().Name!.StartsWith("Ledger.", StringComparison.Ordinal) && type != typeof(JsonElement)
        && !HandWritten.Contains(type);
}
