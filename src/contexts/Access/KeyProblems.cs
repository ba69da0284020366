namespace Ledger.Access;

/// <summary>Why apps and keys refuse.</summary>
public static class KeyProblems
{
    public static readonly ProblemCode UnknownApp = new("unknown-app", 404, "The app is not registered in this book.");
    public static readonly ProblemCode UnknownKey = new("unknown-key", 404, "The key does not exist in this book.");
    public static readonly ProblemCode TooManyKeys = new("too-many-keys", 409, "An app can have at most two active keys per mode.");
    public static readonly ProblemCode KeyNotActive = new("key-not-active", 409, "The key has expired or was revoked.");
    public static readonly ProblemCode LiveOnly = new("live-only", 409, "The operator has no sandbox, so its keys must be live.");

    internal static Refusal NoSuchKey(string key) => new(UnknownKey, $"Key {key} does not exist in this book.");
}
