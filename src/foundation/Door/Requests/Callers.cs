using Ledger.Contracts;
using Microsoft.AspNetCore.Http;

namespace Ledger.Door.Requests;

public static class Callers
{
    extension(Caller)
    {
        /// <summary>The caller of a request that was let in; null at the addresses that are open to all.</summary>
        public static Caller? Of(HttpContext context) => context.Features.Get<Caller>();
    }
}
