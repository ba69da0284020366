using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Contracts;

namespace Ledger.Kernel;

/// <summary>The bytes of what a command says, whatever bytes it was sent as.</summary>
public static class Said
{
    /// <summary>What a command says, with its confidential member as a code under the secret: the same for the same content, and nothing else.</summary>
    /// <param name="secret">Null where the command has nothing confidential in it.</param>
    public static byte[] By(ICommand command, byte[]? secret)
    {
        if (ConfidentialMember.Of(command) is null)
        {
            return JsonSerializer.SerializeToUtf8Bytes(command, command.GetType(), JsonEdge.Options);
        }

        var (said, name) =
            (JsonSerializer.SerializeToNode(command, command.GetType(), JsonEdge.Options)!.AsObject(), ConfidentialMember.NameOf(command.GetType()));
        var confidential = JsonSerializer.SerializeToUtf8Bytes(said[name], JsonEdge.Options);
        said[name] = JsonValue.Create(secret is null ? "" : Convert.ToHexStringLower(HMACSHA256.HashData(secret, confidential)));
        return JsonSerializer.SerializeToUtf8Bytes(said, JsonEdge.Options);
    }
}
