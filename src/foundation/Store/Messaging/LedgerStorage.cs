using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Wolverine;

namespace Ledger.Store.Messaging;

/// <summary>Where facts are kept and how messages travel, for the host to compose.</summary>
public static class LedgerStorage
{
    /// <param name="host">The assembly that holds, or will hold, the generated handlers.</param>
    /// <param name="isShared">Other hosts may work on the same database.</param>
    public static void AddLedgerStorage(this IHostApplicationBuilder builder, Assembly host, string connectionString, bool isShared)
    {
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddLedgerStore(connectionString, isShared);
        builder.UseWolverine(options => LedgerMessaging.Configure(options, host, isShared));
    }
}
