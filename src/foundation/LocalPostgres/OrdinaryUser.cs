using System.ComponentModel;

namespace Ledger.LocalPostgres;

/// <summary>
/// The user that the server runs as when the process is root: PostgreSQL refuses to run as root, for a hole in it would be a hole in the machine.
/// </summary>
internal sealed record OrdinaryUser(string Uid, string Gid, IReadOnlyList<string> Prefix)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Null when the process is an ordinary user already. Data that belongs to somebody keeps its owner.</summary>
    public static async Task<OrdinaryUser?> ForAsync(string home, CancellationToken ct)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return null;
        }

        var owner = Directory.Exists(home) ? await Stat.OwnerAsync(home, ct) : null;
        if (owner is [not "0", _])
        {
            return await DropToAsync(owner[0], owner[1], ct);
        }

        foreach (var name in new[] { "postgres", "nobody" })
        {
            var uid = await RunAsync(ct, "id", "-u", name);
            var gid = await RunAsync(ct, "id", "-g", name);
            if (uid.Succeeded && gid.Succeeded)
            {
                return await DropToAsync(uid.Output, gid.Output, ct);
            }
        }

        throw new LocalClusterException(
            "PostgreSQL cannot run as root, and this machine has neither a user named postgres nor one named nobody. Type: useradd --system postgres");
    }

    public bool Is(string[] owner) => owner is [var uid, _] && uid == Uid;

    public async Task TakeOwnershipAsync(string path, CancellationToken ct)
    {
        var done = await RunAsync(ct, "chown", "-R", "-h", $"{Uid}:{Gid}", path);
        if (!done.Succeeded)
        {
            throw new LocalClusterException($"{path} cannot be given to the user that PostgreSQL runs as (uid {Uid}): {done.Output}");
        }
    }

    /// <summary>A clone under /root is closed to every other user: only asking as that user tells.</summary>
    public async Task<bool> CanEnterAsync(string directory, CancellationToken ct) =>
        (await Command.RunAsync(this, "/", Patience, ct, "/bin/sh", "-c", "cd \"$0\"", directory)).Succeeded;

    private static async Task<OrdinaryUser> DropToAsync(string uid, string gid, CancellationToken ct)
    {
        var name = (await RunAsync(ct, "id", "-un", uid)).Output;
        string[][] ways =
        [
            ["setpriv", $"--reuid={uid}", $"--regid={gid}", "--clear-groups", "--"],
            ["runuser", "-u", name, "--"],
            ["su", "-s", "/bin/sh", name, "-c", "exec \"$0\" \"$@\"", "--"]
        ];
        foreach (var way in ways)
        {
            // Small systems have a setpriv or su of the same name that knows fewer options, so each way is tried and not only looked for.
            var user = new OrdinaryUser(uid, gid, way);
            try
            {
                var answer = await Command.RunAsync(user, "/", Patience, ct, "id", "-u");
                if (answer.Succeeded && answer.Output == uid)
                {
                    return user;
                }
            }
            catch (Win32Exception)
            {
                continue;
            }
        }

        throw new LocalClusterException(
            $"PostgreSQL does not run as root, and none of setpriv, runuser and su can become uid {uid}. Type: sudo apt-get install -y util-linux");
    }

    private static Task<CommandResult> RunAsync(CancellationToken ct, string program, params string[] arguments) =>
        Command.RunAsync(null, "/", TimeSpan.FromMinutes(5), ct, program, arguments);
}
