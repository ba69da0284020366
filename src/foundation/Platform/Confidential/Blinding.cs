using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Contracts;
using Ledger.Platform.Http;
using Microsoft.AspNetCore.Http;

namespace Ledger.Platform.Confidential;

/// <summary>
/// Keeps digests from betraying what they are of. Whoever knows all of a command but a price could try every price until the digest fits; with a key in it there is
/// nothing to try.
/// </summary>
public sealed class Blinding(ConfidentialKey key)
{
    /// <summary>What a command says, with its confidential member as a code under the secret: the same for the same content, and nothing else.</summary>
    /// <param name="secret">Null where the command has nothing confidential in it.</param>
    internal static byte[] Said(ICommand command, byte[]? secret)
    {
        if (ConfidentialMember.Of(command) is null)
        {
            return JsonSerializer.SerializeToUtf8Bytes(command, command.GetType(), JsonEdge.Options);
        }

        var (said, name) = (JsonSerializer.SerializeToNode(command, command.GetType(), JsonEdge.Options)!.AsObject(), ConfidentialMember.NameOf(command.GetType()));
        var confidential = JsonSerializer.SerializeToUtf8Bytes(said[name], JsonEdge.Options);
        said[name] = JsonValue.Create(secret is null ? "" : Convert.ToHexStringLower(HMACSHA256.HashData(secret, confidential)));
        return JsonSerializer.SerializeToUtf8Bytes(said, JsonEdge.Options);
    }

    /// <summary>
    /// What the idempotency record keeps is a digest of the request as it was sent, query included. A command takes no query; so a code of its body goes there, under a
    /// key that is not in the database.
    /// </summary>
    internal void Blind(HttpRequest request, ICommand command, MemoryStream body)
    {
        if (ConfidentialMember.Of(command) is not null)
        {
            var code = HMACSHA256.HashData(key.For("idempotency"), body.GetBuffer().AsSpan(0, (int)body.Length));
            request.QueryString = new QueryString($"?blind={Convert.ToHexStringLower(code)}");
        }
    }
}
