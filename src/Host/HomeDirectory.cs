using Ledger.LocalPostgres;
using Microsoft.Extensions.Configuration.Memory;

namespace Ledger.Host;

/// <summary>Where the ledger keeps what is its own unless told otherwise: beside its PostgreSQL, wherever it is started from.</summary>
internal static class HomeDirectory
{
    public static void UseFor(ConfigurationManager configuration)
    {
        var home = LocalClusterOptions.Durable().DataDirectory;
        configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = new Dictionary<string, string?>
            {
                ["Access:OperatorKeyFile"] = Path.Combine(home, "operator.key"),
                ["Access:SigningKeyFile"] = Path.Combine(home, "token-signing.pem"),
                ["Audit:LogKeyFile"] = Path.Combine(home, "log.key"),
                ["Confidential:KeyFile"] = Path.Combine(home, "confidential.key"),
            },
        });
    }
}
