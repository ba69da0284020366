using Ledger.Contracts.Ports;
using Ledger.Door.Refusals;
using Ledger.Kernel;
using Microsoft.AspNetCore.Http;

namespace Ledger.Door.Reads;

/// <summary>
/// The form that a view is asked for in. <c>recorded</c>, the usual one, is what the ledger decides on and what the version in the ETag counts;
/// <c>corrected</c> leaves out what was declared erroneous. Either lists the declarations.
/// </summary>
public enum Form
{
    Recorded,
    Corrected,
}

public static class Forms
{
    internal static readonly QueryParameter Parameter =
        new("view", typeof(string), "recorded (the default), or corrected: without events declared erroneous.");

    private const string Expected = "Must be recorded or corrected.";

    public static (Form Form, Problem? Problem) Read(HttpRequest request) => request.Query[Parameter.Name] switch
    {
        [] or ["recorded"] => (Form.Recorded, null),
        ["corrected"] => (Form.Corrected, null),
        _ => (Form.Recorded, Problem.Of(Problems.InvalidQuery, Expected, [new(Parameter.Name, "not-one-of", Expected)])),
    };
}

/// <summary>A view of a stream, which shows the declarations that concern its events.</summary>
public interface IShowsDeclarations
{
    /// <summary>The stream's events that were declared erroneous; absent when there are none, and in lists.</summary>
    IReadOnlyList<DeclarationNote>? Declarations { get; set; }
}
