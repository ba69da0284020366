using System.Text.Json.Serialization;

namespace Ledger.Access.Apps;

/// <summary>A system of a party that sends requests, and the keys that it was given.</summary>
public sealed class App
{
    /// <summary>One key is in use, and one to change over to; a third would be one that nobody thinks of any more.</summary>
    public const int ActiveKeysMax = 2;

    [JsonIgnore]
    public string Id { get; set; } = "";

    [JsonPropertyName("app")]
    public string Code { get; set; } = "";

    public string Party { get; set; } = "";

    public string Name { get; set; } = "";

    [JsonIgnore]
    public List<AppsKey> Keys { get; set; } = [];

    public static string KeyOf(string app) => $"app/{app}";

    public AppsKey? Key(string key) => Keys.Find(k => k.Key == key);

    public void Apply(AppRegistered e) => (Code, Party, Name) = (e.App, e.Party, e.Name);

    public void Apply(KeyIssued e) => Keys.Add(new(e.Key, e.Name, e.Mode, e.Scopes, e.ExpiresAt, false));

    public void Apply(KeyExpirySet e) => Replace(e.Key, key => key with { ExpiresAt = e.ExpiresAt });

    public void Apply(KeyRevoked e) => Replace(e.Key, key => key with { IsRevoked = true });

    /// <summary>Why the app can be given no key of this name and mode now; null when it can.</summary>
    internal Refusal? RefuseAnother(string name, KeyMode mode, DateTimeOffset now)
    {
        if (Keys.Exists(k => k.Name == name))
        {
            return new(Problems.AlreadyRecorded, $"App {Code} already has or had a key named {name}. Choose another name.");
        }

        return Keys.Count(k => k.Mode == mode && k.IsActive(now)) >= ActiveKeysMax
            ? new(KeyProblems.TooManyKeys, $"Revoke one of app {Code}'s active keys, or wait until one expires.")
            : null;
    }

    private void Replace(string key, Func<AppsKey, AppsKey> change) => Keys = [.. Keys.Select(k => k.Key == key ? change(k) : k)];
}

public sealed record AppsKey(string Key, string Name, KeyMode Mode, IReadOnlyList<KeyScope> Scopes, DateTimeOffset? ExpiresAt, bool IsRevoked)
{
    public bool IsActive(DateTimeOffset now) => !IsRevoked && !(ExpiresAt <= now);
}
