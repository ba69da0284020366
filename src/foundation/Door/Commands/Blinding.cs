using System.Security.Cryptography;
using Ledger.Contracts;
using Ledger.Contracts.Ports;
using Ledger.Kernel;
using Microsoft.AspNetCore.Http;

namespace Ledger.Door.Commands;

/// <summary>
/// Keeps digests from betraying what they are of. Whoever knows all of a command but a price could try every price until the digest fits; with a key in it
/// there is nothing to try.
/// </summary>
public sealed class Blinding(IConfidentialKeys keys)
{
    /// <summary>
    /// What the idempotency record keeps is a digest of the request as it was sent, query included. A command takes no query; so a code of its body goes there,
    /// under a key that is not in the database.
    /// </summary>
    internal void Blind(HttpRequest request, ICommand command, MemoryStream body)
    {
        if (ConfidentialMember.Of(command) is not null)
        {
            var code = HMACSHA256.HashData(keys.For("idempotency"), body.GetBuffer().AsSpan(0, (int)body.Length));
            request.QueryString = new QueryString($"?blind={Convert.ToHexStringLower(code)}");
        }
    }
}
