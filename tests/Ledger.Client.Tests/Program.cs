using Ledger.Client.Contracts;
using Ledger.Client.Outboxes;

namespace Ledger.Client.Tests;

/// <summary>A partner's process that is killed: it keeps a command, says so, waits for a line, and sends.</summary>
internal static class Program
{
    /// <param name="args">Address of the ledger, directory of the outbox, key, batch.</param>
    private static async Task Main(string[] args)
    {
        using var outbox = new FileOutbox(args[1]);
        using var client = new LedgerClient(new() { Url = new Uri(args[0]), Book = "deal", Outbox = new Hesitating(outbox) });
        Console.WriteLine(await client.SendAsync(new VoidShipment(args[3], "wrong lorry"), new() { Key = args[2] }));
    }

    private sealed class Hesitating(FileOutbox outbox) : IOutbox
    {
        public IReadOnlyList<PendingCommand> Pending => outbox.Pending;

        public async ValueTask AddAsync(IReadOnlyList<PendingCommand> commands, CancellationToken cancel)
        {
            await outbox.AddAsync(commands, cancel);
            Console.WriteLine("kept");
            Console.ReadLine();
        }

        public ValueTask RemoveAsync(IReadOnlyList<string> keys, CancellationToken cancel) => outbox.RemoveAsync(keys, cancel);
    }
}
