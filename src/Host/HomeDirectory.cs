using Ledger.Access.OAuth;
using Ledger.Access.Operator;
using Ledger.Agreements.ConfidentialTerms;
using Ledger.Audit.Log;
using Ledger.LocalPostgres;
using Microsoft.Extensions.Configuration.Memory;

namespace Ledger.Host;

/// <summary>The ledger's default places for its key files: beside its PostgreSQL data, wherever the host is started from.</summary>
internal static class HomeDirectory
{
    public static void UseFor(ConfigurationManager configuration)
    {
        var home = LocalClusterOptions.Durable().DataDirectory;
        configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = new Dictionary<string, string?>
            {
                [FirstKey.Setting] = Path.Combine(home, "operator.key"),
                [SigningKeys.Setting] = Path.Combine(home, "token-signing.pem"),
                [LogSettings.KeyFileSetting] = Path.Combine(home, "log.key"),
                [ConfidentialKey.Setting] = Path.Combine(home, "confidential.key"),
            },
        });
    }
}
