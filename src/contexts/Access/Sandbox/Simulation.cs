using Ledger.Door.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Ledger.Access.Sandbox;

/// <summary>
/// <c>Ledger-Simulate</c>: with a test key an integrator asks for the trouble that networks make, to see that its retries hold. It concerns the request as a
/// whole; of
/// a bulk request every line is run, or none. A retry with the same keys and without the header is answered as if nothing had been amiss.
/// </summary>
public sealed class Simulation(TimeProvider clock) : IGate
{
    public const string Header = "Ledger-Simulate";
    public const string FailBefore = "503-before-commit";
    public const string FailAfter = "503-after-commit";
    public const string Delay = "delay-2s";

    private static readonly TimeSpan DelayTime = TimeSpan.FromSeconds(2);

    public GatePlace Place => GatePlace.Behind;

    public void Use(IApplicationBuilder app) => app.Use(EnterAsync);

    private async Task EnterAsync(HttpContext context, RequestDelegate next)
    {
        var asked = context.Request.Headers[Header];
        if (asked.Count == 0)
        {
            await next(context);
            return;
        }

        if (Caller.Of(context) is not { IsTest: true })
        {
            await Problem.Of(SandboxProblems.SimulateOnlyInSandbox, $"Send {Header} only with a test key.").ExecuteAsync(context);
            return;
        }

        switch (asked.ToString())
        {
            case FailBefore:
                await FailAsync(context, "Nothing was recorded.");
                break;
            case FailAfter:
                await RunUnheardAsync(context, next);
                await FailAsync(context, "The outcome is withheld. Send the request again with the same key.");
                break;
            case Delay:
                // What is to be recorded is recorded by the time that an answer starts.
                context.Response.OnStarting(() => Task.Delay(DelayTime, clock, context.RequestAborted));
                await next(context);
                break;
            default:
                await Problem.Of(SandboxProblems.UnknownSimulation, $"Must be one of {FailAfter}, {FailBefore}, {Delay}.").ExecuteAsync(context);
                break;
        }
    }

    /// <summary>Runs the request to its end and drops its answer; what was set before, such as limits, stays.</summary>
    private static async Task RunUnheardAsync(HttpContext context, RequestDelegate next)
    {
        var (body, headers) = (context.Response.Body, context.Response.Headers.ToArray());
        context.Response.Body = Stream.Null;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = body;
            context.Response.Headers.Clear();
            foreach (var (name, value) in headers)
            {
                context.Response.Headers[name] = value;
            }
        }
    }

    private static Task FailAsync(HttpContext context, string detail) => Problem.Of(SandboxProblems.Simulated, detail).ExecuteAsync(context);
}
