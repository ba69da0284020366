using System.Reflection;
using FluentValidation;
using Ledger.Contracts;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Wolverine;

namespace Ledger.Store;

/// <summary>
/// A bounded context as the host composes it: its assembly, and what it brings to Marten and Wolverine. Events and messages are found by their
/// <see cref="ContractNameAttribute"/>, validators by their base class.
/// </summary>
public sealed class LedgerContext(Assembly assembly, Action<StoreOptions> marten, Action<WolverineOptions> wolverine, ContextRights rights, string? upgrade)
    : IConfigureMarten, IWolverineExtension
{
    public Assembly Assembly { get; } = assembly;

    /// <summary>Where all of its tables and functions lie in the database.</summary>
    public string Schema { get; } = NameOf(assembly);

    /// <summary>The database role that owns them.</summary>
    public string Role => $"ledger_{Schema}";

    public ContextRights Rights { get; } = rights;

    /// <summary>
    /// SQL that runs at every start, before the schema is compared: it brings rows of an earlier build to what this one expects, or finds at once that there
    /// are none.
    /// </summary>
    public string? Upgrade { get; } = upgrade;

    /// <summary>What a context is called in the names of its events and of its schema.</summary>
    public static string NameOf(Assembly context) => context.GetName().Name!.Split('.')[1].ToLowerInvariant();

    public void Configure(IServiceProvider services, StoreOptions options)
    {
        foreach (var type in ContractTypes.In(Assembly).Where(type => type.IsAssignableTo(typeof(IFact))))
        {
            options.Events.MapEventType(type, ContractTypes.NameOf(type));
        }

        options.Policies.ForAllDocuments(document =>
        {
            if (document.DocumentType.Assembly == Assembly)
            {
                document.DatabaseSchemaName = Schema;
            }
        });
        marten(options);
    }

    public void Configure(WolverineOptions options)
    {
        options.Discovery.IncludeAssembly(Assembly);
        wolverine(options);
    }
}

public static class LedgerContexts
{
    public static IServiceCollection AddContext(
        this IServiceCollection services, Assembly assembly, Action<StoreOptions>? marten = null, Action<WolverineOptions>? wolverine = null,
        ContextRights? rights = null, string? upgrade = null)
    {
        var context = new LedgerContext(assembly, marten ?? (_ => { }), wolverine ?? (_ => { }), rights ?? new(), upgrade);
        services.AddSingleton(context).AddSingleton<IConfigureMarten>(context).AddSingleton<IWolverineExtension>(context);
        foreach (
            var validator in assembly.GetTypes().Where(t => t is { IsAbstract: false, IsGenericTypeDefinition: false } && t.IsAssignableTo(typeof(IValidator))))
        {
            foreach (var contract in validator.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IValidator<>)))
            {
                services.AddSingleton(contract, validator);
            }
        }

        return services;
    }
}

/// <summary>Types that have a name for ever.</summary>
public static class ContractTypes
{
    public static IEnumerable<Type> In(Assembly assembly) => assembly.GetTypes().Where(t => t.IsDefined(typeof(ContractNameAttribute), false));

    public static string NameOf(Type type) =>
        type.GetCustomAttribute<ContractNameAttribute>(false)?.Name ?? throw new InvalidOperationException($"{type} has no ContractName.");
}
