using Ledger.Access.Failures;
using Ledger.Access.Sandbox;
using Ledger.Door.Permissions;
using Ledger.Door.Requests;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Access.Entrance;

/// <summary>
/// Lets in who may come in, and says who that is. What is not open to all needs a caller; a caller sees its own book and nothing that tells of another; and
/// what it
/// may do there is in <see cref="Rights"/>.
/// </summary>
public sealed class AccessGate(
    ICatalog catalog, Rights rights, FailureLog failures, Twins sandbox, IServiceScopeFactory scopes, TimeProvider clock) : IGate
{
    private static readonly PathString[] Open = ["/health", "/openapi", "/docs", "/problems", "/schemas", "/.well-known", "/oauth2"];

    public GatePlace Place => GatePlace.Entrance;

    public void Use(IApplicationBuilder app) => app.Use(EnterAsync);

    private async Task EnterAsync(HttpContext context, RequestDelegate next)
    {
        if (Open.Any(open => context.Request.Path.StartsWithSegments(open, StringComparison.OrdinalIgnoreCase)))
        {
            await next(context);
        }
        else if ((await IdentifyAsync(context) ?? await AdmitAsync(context)) is { } problem)
        {
            await problem.ExecuteAsync(context);
        }
        else
        {
            using var admission = new Admission(JudgeAgain(context), clock);
            context.Features.Set(admission);
            await (HttpMethods.IsGet(context.Request.Method) ? ReadAsync(context, admission, next) : next(context));
        }
    }

    /// <summary>
    /// A read ends with its admission: with a problem or, once the answer has begun, with a broken connection, which tells that it is not all.
    /// </summary>
    private static async Task ReadAsync(HttpContext context, Admission admission, RequestDelegate next)
    {
        var gone = context.RequestAborted;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(gone, admission.Ended);
        context.RequestAborted = either.Token;
        try
        {
            await next(context);
        }
        catch (Exception) when (admission.Refused is not null && !gone.IsCancellationRequested)
        {
            context.RequestAborted = gone;
            if (context.Response.HasStarted)
            {
                context.Abort();
                return;
            }

            context.Response.Clear();
            await admission.Refused.ExecuteAsync(context);
        }
        finally
        {
            context.RequestAborted = gone;
        }
    }

    /// <summary>
    /// Judges what the request bears again, in a request of its own: the framework would give the answer of the first time. Of a role that was lost, nobody
    /// can say what of the answer rested on it.
    /// </summary>
    private Func<Task<Problem?>> JudgeAgain(HttpContext context)
    {
        var (request, address, before) = (context.Request, context.Connection.RemoteIpAddress, Caller.Of(context)!);
        var (scheme, host, pathBase, bearer) = (request.Scheme, request.Host, request.PathBase, request.Headers.Authorization);
        return async () =>
        {
            await using var scope = scopes.CreateAsyncScope();
            var again = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
            (again.Request.Scheme, again.Request.Host, again.Request.PathBase) = (scheme, host, pathBase);
            again.Request.Headers.Authorization = bearer;
            again.Connection.RemoteIpAddress = address;
            if (await IdentifyAsync(again) is { } problem)
            {
                return problem;
            }

            var caller = AccessPrincipal.Read(again.User);
            return (before.Scopes & ~caller.Scopes) == 0 && (before.Roles & ~await RolesAsync(caller, CancellationToken.None)) == 0 ? null
                : Problem.Of(AccessProblems.NotPermitted, "A role or scope that this request was let in with was taken away. Send it again.");
        };
    }

    private async Task<Problem?> IdentifyAsync(HttpContext context)
    {
        var result = await context.AuthenticateAsync(AccessSchemes.Ledger);
        if (result.Succeeded)
        {
            context.User = result.Principal;
            return null;
        }

        if (result.Failure is null)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return Problem.Of(EntranceProblems.NotAuthenticated, "No key or token was sent. Send one in the header Authorization: Bearer.");
        }

        var refused = result.Failure as CredentialRefused
            ?? new CredentialRefused(EntranceProblems.NotAuthenticated, "refused-token", "The token is not valid for this ledger.");
        failures.Refused(new(refused.Credential, refused.Book, refused.Reason, context.Connection.RemoteIpAddress?.ToString() ?? "local"));
        if (refused.Code.Status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = $"Bearer error=\"invalid_token\", error_description=\"{refused.Code.Code}\"";
        }

        return refused.ToProblem();
    }

    private async Task<Problem?> AdmitAsync(HttpContext context)
    {
        var caller = AccessPrincipal.Read(context.User);
        var (book, operation) = (context.Request.RouteValues["book"] as string, OperationOf(context.GetEndpoint()));
        if (Twin.Is(book))
        {
            // Twins have no address.
            return BookGate.Unknown();
        }

        if (book is not null && caller.Book is { } own ? book != own : OperatorRoom.Is(book) && operation is not null && !rights.IsInOperatorRoom(operation))
        {
            return BookGate.Unknown();
        }

        caller = caller with { Roles = await RolesAsync(caller, context.RequestAborted) };
        context.Features.Set(caller);
        if (context.GetEndpoint() is not RouteEndpoint)
        {
            // There is nothing at this address, or not with this method; to say so tells nothing of any book.
            return null;
        }

        return rights.Judge(context, operation ?? "") ?? await EnterTwinAsync(context, caller, book);
    }

    /// <summary>A test caller works on the book's twin, and everything behind this gate takes the twin for the book.</summary>
    private async Task<Problem?> EnterTwinAsync(HttpContext context, Caller caller, string? book)
    {
        if (!caller.IsTest || book is null)
        {
            return null;
        }

        var twin = await sandbox.TwinAsync(book, context.RequestAborted);
        context.Request.RouteValues["book"] = twin;
        context.Response.OnStarting(() =>
        {
            context.Response.Headers["Ledger-Sandbox"] = Twin.GenerationOf(twin);
            return Task.CompletedTask;
        });
        return null;
    }

    private async Task<Roles> RolesAsync(Caller caller, CancellationToken ct) => caller.Book is null
        ? Roles.Operator
        : (await catalog.PartyAsync(caller.Book, caller.Party, ct))?.Roles
            .Aggregate(Roles.None, (all, name) => all | Enum.Parse<Roles>(name, ignoreCase: true)) ?? Roles.None;

    private static string? OperationOf(Endpoint? endpoint) =>
        CommandDoor.CommandOf(endpoint)?.Name ?? endpoint?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName;
}
