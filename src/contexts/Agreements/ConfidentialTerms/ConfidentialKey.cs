using System.Security.Cryptography;
using Ledger.Store.Hosts;
using Microsoft.Extensions.Configuration;

namespace Ledger.Agreements.ConfidentialTerms;

/// <summary>
/// The key that keeps what is confidential from whoever has the database or a backup of it, but not this file. Hosts of one database share it; lost, the terms
/// that it protects are lost to the ledger, and to nobody who was shown them.
/// </summary>
public sealed class ConfidentialKey(IConfiguration configuration) : ISharedSecret, IConfidentialKeys
{
    public const string Setting = "Confidential:KeyFile";

    private const int KeyBytes = 32;

    private readonly string _file = PrivateFile.PathOf(configuration, Setting);
    private byte[]? _key;

    public string Name => "confidential";

    public string Place => _file;

    public bool MayForget => false;

    public Task MakeIfAbsentAsync(CancellationToken ct) => PrivateFile.MakeIfAbsentAsync(
        _file, () => $"{Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes))}\n", ct, PrivateFile.OwnerReads);

    /// <summary>Derived from the key as what protects terms is, for a purpose that protects nothing.</summary>
    public IReadOnlyList<string> Digests()
    {
        _key = Read();
        return [Convert.ToHexStringLower(For("recognition"))];
    }

    public byte[] For(string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, _key ??= Read(), KeyBytes, info: System.Text.Encoding.UTF8.GetBytes(purpose));

    private byte[] Read()
    {
        var key = new byte[KeyBytes];
        return Convert.TryFromBase64String(File.ReadAllText(_file).Trim(), key, out var length) && length == KeyBytes
            ? key
            : throw new FormatException($"{_file} must contain {KeyBytes} bytes in Base64.");
    }
}
