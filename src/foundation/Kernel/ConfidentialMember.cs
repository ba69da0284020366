using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using Ledger.Contracts;

namespace Ledger.Kernel;

/// <summary>The confidential member of commands.</summary>
public static class ConfidentialMember
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo?> ByCommand = [];

    /// <summary>What the command holds in it; null where it has none.</summary>
    public static object? Of(ICommand command) => PropertyOf(command.GetType())?.GetValue(command);

    /// <summary>Its name in JSON.</summary>
    public static string NameOf(Type command) => JsonNamingPolicy.CamelCase.ConvertName(PropertyOf(command)!.Name);

    private static PropertyInfo? PropertyOf(Type command) =>
        ByCommand.GetOrAdd(command, static type => type.GetProperties().SingleOrDefault(p => p.IsDefined(typeof(ConfidentialAttribute), false)));
}
