using JasperFx;
using JasperFx.CodeGeneration;
using Ledger.Contracts;
using Ledger.Door.Refusals;
using Ledger.Kernel;
using Microsoft.AspNetCore.Http;
using Wolverine.Http;
using Wolverine.Http.Runtime;

namespace Ledger.Door.Commands;

/// <summary>
/// The <c>Idempotency-Key</c> of a command. Wolverine keeps the first answer under the party's key in the transaction that records the events, so that neither
/// can be there without the other, and answers a repeat with it.
/// </summary>
public sealed class Idempotency(DeduplicatedResponses answers)
{
    public const string Header = "Idempotency-Key";
    public const string ReplayedHeader = "Idempotency-Replayed";
    public const int KeyLengthMax = 255;

    /// <summary>How long a key's answer is kept; documents with a number of their own are told apart for ever.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(24);

    /// <summary>A key belongs to a party within a book. The address is part of what the request is compared by.</summary>
    private const DeduplicationScope Scope = DeduplicationScope.Tenant | DeduplicationScope.User;

    public static Problem? Check(HttpRequest request) => request.Headers[Header] switch
    {
        [{ Length: > 0 } key] =>
            IsKey(key) ? null : Problem.Of(Problems.IdempotencyKeyInvalid, $"{Header} must be 1 to {KeyLengthMax} visible ASCII characters."),
        [] or [""] => Problem.Of(Problems.IdempotencyKeyMissing, $"Send a new {Header} with each new command, and the same one when you repeat a command."),
        _ => Problem.Of(Problems.IdempotencyKeyInvalid, $"Send the {Header} header only once."),
    };

    public static bool IsKey(string key) => key.Length is > 0 and <= KeyLengthMax && key.All(c => c is > ' ' and <= '~');

    /// <summary>Was the request answered meanwhile by a copy of it that came at the same time?</summary>
    public async Task<bool> IsAnsweredAsync(HttpContext context)
    {
        var id = HttpHandler.ScopeDeduplicationId(context, context.Request.Headers[Header], Scope, (string?)context.Request.RouteValues["book"]);
        return await answers.FindAsync(id, null) is not null;
    }

    /// <summary>Every command claims its key in the transaction. Claimed before it, a crash between the two would leave retries without an answer.</summary>
    internal sealed class Policy : IHttpPolicy
    {
        public void Apply(IReadOnlyList<HttpChain> chains, GenerationRules rules, IServiceContainer container)
        {
            foreach (var chain in chains.Where(chain => chain.RequestType?.IsAssignableTo(typeof(ICommand)) is true))
            {
                chain.DeduplicatedWithResponse = new() { Scope = Scope, Window = Window, ClaimInTransaction = true };
            }
        }
    }
}
